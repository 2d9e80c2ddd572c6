using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>What several samples a problem give together.</summary>
internal static class SamplesSection
{
    // As far as a majority can be counted exactly.
    private const int MostForMajority = 256;

    /// <summary>Null with one sample a problem, and where no problem has all of its samples.</summary>
    public static SamplesModel? Of(IReadOnlyList<Cell> cells, int samples)
    {
        var problems = cells.GroupBy(c => c.ProblemPosition).Select(g => g.ToList()).Where(g => g.Count == samples).ToList();
        if (samples == 1 || problems.Count == 0)
        {
            return null;
        }

        // A k of 1, its doubles, and all.
        var ks = Enumerable.Range(0, 31).Select(i => 1 << i).TakeWhile(k => k < samples).Append(samples).ToList();
        return new SamplesModel(
            [.. ks.Select(k => At(k, problems, cs => PassAtK.Of(samples, cs.Count(RunTable.IsRight), k)))],
            samples > MostForMajority ? [] : [.. ks.Select(k => At(k, problems, cs => Majority(cs, k)))],
            problems.Count);
    }

    private static AtKModel At(int k, List<List<Cell>> problems, Func<List<Cell>, double> value) =>
        new(k, EstimateModel.Of(PairedBootstrap.Mean([.. problems.Select(value)], Seeded.Chance), 100));

    // Wrong answers of one normal form are one answer.
    private static double Majority(List<Cell> cells, int k)
    {
        var wrong = cells.Where(c => !RunTable.IsRight(c) && c.Answer is not null).CountBy(c => c.AnswerForm ?? c.Answer ?? "");
        return MajorityAtK.Of(cells.Count(RunTable.IsRight), [.. wrong.Select(w => w.Value)], cells.Count(c => !RunTable.IsRight(c) && c.Answer is null), k);
    }
}
