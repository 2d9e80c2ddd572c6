using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>Every variant's loss against the reference, with tests adjusted over all of them.</summary>
internal sealed class LossTable
{
    private const double HighestAcceptable = 20;
    private const double Step = 0.25;

    private readonly Dictionary<string, LossModel> _losses = [];

    /// <param name="table">The run.</param>
    /// <param name="acceptable">Acceptable loss in points.</param>
    public LossTable(RunTable table, double acceptable)
    {
        var others = table.Compared.ToList();
        var losses = others.ConvertAll(v => new PairedLoss(table.Pairs(v.Name)));
        var gradable = losses.ConvertAll(l => l.GradableOnly());
        var holm = Holm.Adjust(losses.ConvertAll(l => l.P));
        var scale = Scale(acceptable);
        double[] shares = [.. scale.Select(points => points / 100)];
        var verdicts = LossTest.Decide(losses.ConvertAll(l => l.Tested), shares);
        var without = LossTest.Decide(gradable.ConvertAll(l => l.Tested), shares);
        var noise = new NoiseSection(table);
        for (var i = 0; i < others.Count; i++)
        {
            VerdictAtModel[] at = [.. scale.Select((points, p) => new VerdictAtModel(points, Words(verdicts[p][i], without[p][i]), verdicts[p][i].ProblemsToDecide))];
            var own = at[scale.IndexOf(acceptable)];
            var isComplete = table.Run.State == RunState.Complete;
            _losses[others[i].Name] = Model(losses[i], gradable[i]) with
            {
                Holm = holm[i],
                Verdict = isComplete ? own.Verdict : null,
                PassesAt = 100 * verdicts[0][i].PassesAt,
                ProblemsToDecide = own.ProblemsToDecide,
                Verdicts = isComplete ? at : [],
                FlipsBeyondNoise = noise.Beyond(others[i].Name),
            };
        }
    }

    /// <summary>Null for the reference, and where there is nothing to compare.</summary>
    public LossModel? Of(string variant) => _losses.GetValueOrDefault(variant);

    private static List<double> Scale(double acceptable) =>
        [.. Enumerable.Range(0, (int)(HighestAcceptable / Step) + 1).Select(i => i * Step).Append(acceptable).Distinct().Order()];

    private static LossModel Model(PairedLoss loss, PairedLoss gradable)
    {
        var bootstrap = loss.Bootstrap().Times(100);
        var interval = loss.IsClustered ? bootstrap : new Estimate(loss.Loss, loss.Outcomes.LossInterval(Proportion.Z95)).Times(100);
        var ofReference = EstimateModel.Of(loss.OfReference(), 100);
        return new LossModel
        {
            Points = 100 * loss.Loss,
            Low = interval.Interval.Low,
            High = interval.Interval.High,
            Lost = loss.Outcomes.Lost,
            Gained = loss.Outcomes.Gained,
            Pairs = loss.Outcomes.Pairs,
            McNemar = loss.P,
            Holm = 1,
            Bootstrap = EstimateModel.Of(bootstrap),
            OfReference = ofReference.Value is null ? null : ofReference,
            SmallestDetectable = 100 * loss.SmallestDetectable,
            GradableOnly = gradable.Outcomes.Pairs < loss.Outcomes.Pairs ? gradable.Difference() : null,
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
