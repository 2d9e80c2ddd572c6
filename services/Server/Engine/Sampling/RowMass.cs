using QuantGrpc.Llama.Logits;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Weights exp(logit - max) of a set of tokens as a whole.</summary>
/// <param name="Max">The row's largest logit.</param>
/// <param name="Total">Sum of the weights; NaN where nothing asks for it.</param>
/// <param name="Mean">The logit whose surprise is the entropy: the expected one; NaN where nothing asks for it.</param>
internal readonly record struct RowMass(double Max, double Total, double Mean)
{
    public static RowMass Of(in RowSummary summary) => new(summary.Max, summary.Total, summary.LogSumExp - summary.Entropy);

    public static RowMass OfMaxAlone(double max) => new(max, double.NaN, double.NaN);
}
