namespace QuantGrpc.Llama.Logits;

/// <summary>Sums over a row's shifted logits s, each at most 0.</summary>
/// <param name="Weights">Σ exp(s).</param>
/// <param name="Weighted">Σ s exp(s).</param>
internal readonly record struct RowSums(double Weights, double Weighted);
