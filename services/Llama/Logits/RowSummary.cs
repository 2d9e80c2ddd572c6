using QuantGrpc.Llama.Models;

namespace QuantGrpc.Llama.Logits;

/// <summary>
/// What one walk over a row tells of all of it, at temperature 1. Every other figure of a token follows from it at little cost, so
/// it is worth taking once a row.
/// </summary>
/// <param name="Largest">The most likely token, the lowest id among equals.</param>
/// <param name="Max">Its logit; minus infinity where no token has a probability above zero.</param>
/// <param name="RunnerUp">The largest logit of the other tokens; equal to <paramref name="Max"/> on a tie.</param>
/// <param name="Total">Σ exp(logit - <paramref name="Max"/>), 1 or more; 0 where no token has a probability above zero.</param>
/// <param name="Entropy">Entropy in nats; 0 where no token has a probability above zero.</param>
public readonly record struct RowSummary(TokenId Largest, float Max, float RunnerUp, double Total, double Entropy)
{
    /// <summary>log Σ exp(logit): a token's logprob is its logit minus this.</summary>
    public double LogSumExp { get; } = Max + Math.Log(Total);
}
