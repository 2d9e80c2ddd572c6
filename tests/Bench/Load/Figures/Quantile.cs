using MathNet.Numerics.Statistics;

namespace QuantGrpc.Bench.Load.Figures;

/// <summary>Quantiles that are measured values themselves: the smallest with at least this share of all at or below it.</summary>
internal static class Quantile
{
    public static double Of(IEnumerable<double> values, double share) => values.QuantileCustom(share, QuantileDefinition.EmpiricalInvCDF);

    /// <summary>The middle value; the mean of the two middle ones where there is none.</summary>
    public static double Median(IEnumerable<double> values) => values.Median();
}
