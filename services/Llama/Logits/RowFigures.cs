namespace QuantGrpc.Llama.Logits;

/// <summary>What a row of logits says of one of its tokens, under the model's own distribution at temperature 1.</summary>
/// <param name="Logprob">Natural logarithm of the token's probability.</param>
/// <param name="Rank">1 + the number of tokens with a strictly larger logit.</param>
/// <param name="Entropy">Entropy of the row in nats.</param>
/// <param name="Margin">The token's logit minus the largest logit of the others; negative where another is preferred.</param>
public readonly record struct RowFigures(double Logprob, int Rank, double Entropy, double Margin);
