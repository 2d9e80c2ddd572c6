using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A share with its counts and its Wilson interval, in percent.</summary>
internal sealed record ShareModel(int Successes, int Trials, double Percent, double Low, double High)
{
    public static ShareModel Of(Proportion proportion) => Of(proportion, proportion.Wilson());

    /// <summary>Of answers of which several belong to a problem.</summary>
    /// <param name="problems">Each problem's answers.</param>
    public static ShareModel Of(IReadOnlyList<Proportion> problems) =>
        Of(new Proportion(problems.Sum(p => p.Successes), problems.Sum(p => p.Trials)), ClusteredProportion.Wilson(problems));

    private static ShareModel Of(Proportion share, Interval interval) =>
        new(share.Successes, share.Trials, share.Trials == 0 ? 0 : 100 * share.Share, 100 * interval.Low, 100 * interval.High);
}
