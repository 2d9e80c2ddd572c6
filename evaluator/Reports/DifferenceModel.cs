using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A paired difference in points, with its 95 % interval and the counts behind it.</summary>
/// <param name="Points">(More - Fewer) / Pairs, in points.</param>
/// <param name="More">Problems on which it happens here and not in the reference: a loss, or an error of the kind.</param>
/// <param name="Fewer">Problems on which it happens in the reference and not here.</param>
internal sealed record DifferenceModel(double Points, double Low, double High, int More, int Fewer, int Pairs)
{
    /// <summary>Null where there are no pairs.</summary>
    public static DifferenceModel? Of(PairedOutcomes outcomes)
    {
        if (outcomes.Pairs == 0)
        {
            return null;
        }

        var interval = outcomes.LossInterval(Proportion.Z95);
        return new DifferenceModel(100 * outcomes.Loss, 100 * interval.Low, 100 * interval.High, outcomes.Lost, outcomes.Gained, outcomes.Pairs);
    }

    /// <param name="events">The counts.</param>
    /// <param name="points">Their difference, 100 times variant minus reference.</param>
    public static DifferenceModel Of(PairedEvents events, Estimate points) =>
        new(points.Value, points.Interval.Low, points.Interval.High, events.VariantOnly, events.ReferenceOnly, events.Pairs);
}
