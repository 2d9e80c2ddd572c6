using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>Every variant's loss against the reference, with tests adjusted over all of them.</summary>
internal sealed class LossTable
{
    private readonly Dictionary<string, LossModel> _losses = [];

    public LossTable(RunTable table, double acceptable)
    {
        if (table.Run.Reference is not { } reference)
        {
            return;
        }

        var others = table.Run.Variants.Where(v => !v.IsReference && table.Pairs(v.Name, gradableOnly: false).Pairs > 0).ToList();
        var outcomes = others.ConvertAll(v => table.Pairs(v.Name, gradableOnly: false));
        var gradable = others.ConvertAll(v => table.Pairs(v.Name, gradableOnly: true));
        var holm = Holm.Adjust(outcomes.ConvertAll(o => o.McNemar()));
        var verdicts = LossTest.Decide(outcomes, acceptable);
        var without = LossTest.Decide(gradable, acceptable);
        var referenceShare = RunTable.Accuracy(table.Of(reference.Name)).Share;
        for (var i = 0; i < others.Count; i++)
        {
            _losses[others[i].Name] = Model(outcomes[i], referenceShare) with
            {
                Holm = holm[i],
                Verdict = table.Run.State == RunState.Complete ? Words(verdicts[i], without[i]) : null,
                PassesAt = 100 * verdicts[i].PassesAt,
                ProblemsToDecide = verdicts[i].ProblemsToDecide,
                GradableOnly = gradable[i].Pairs < outcomes[i].Pairs ? DifferenceModel.Of(gradable[i]) : null,
            };
        }
    }

    /// <summary>Null for the reference, and where there is nothing to compare.</summary>
    public LossModel? Of(string variant) => _losses.GetValueOrDefault(variant);

    private static LossModel Model(PairedOutcomes outcomes, double referenceShare)
    {
        var interval = outcomes.LossInterval(Proportion.Z95);
        return new LossModel
        {
            Points = 100 * outcomes.Loss,
            Low = 100 * interval.Low,
            High = 100 * interval.High,
            PercentOfReference = referenceShare > 0 ? 100 * outcomes.Loss / referenceShare : null,
            Lost = outcomes.Lost,
            Gained = outcomes.Gained,
            Pairs = outcomes.Pairs,
            McNemar = outcomes.McNemar(),
            Holm = 1,
        };
    }

    // Where ungradable answers would turn the verdict, there is none.
    private static string Words(LossVerdict verdict, LossVerdict withoutUngradable) =>
        verdict.Decision != withoutUngradable.Decision ? "undecided: it hangs on ungradable answers"
        : verdict.Decision switch
        {
            LossDecision.MayShip => "may ship",
            LossDecision.Loses => "loses",
            _ => "undecided",
        };
}
