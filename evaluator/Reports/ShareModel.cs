using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A share with its counts and its Wilson interval, in percent.</summary>
internal sealed record ShareModel(int Successes, int Trials, double Percent, double Low, double High)
{
    public static ShareModel Of(Proportion proportion)
    {
        var interval = proportion.Wilson();
        return new ShareModel(
            proportion.Successes, proportion.Trials, proportion.Trials == 0 ? 0 : 100 * proportion.Share, 100 * interval.Low, 100 * interval.High);
    }
}
