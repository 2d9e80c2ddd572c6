using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Wrong equations among those that can be checked: over all outputs, and against the reference on the same problems.</summary>
internal static class EquationsSection
{
    /// <summary>Null where no output's equations are counted, or none could be checked.</summary>
    public static EquationsModel? Of(RunTable table, RunVariant variant)
    {
        var cells = table.Of(variant.Name).Where(IsCounted).ToList();
        var (shown, wrong) = (cells.Sum(Checked), cells.Sum(Wrong));
        return shown == 0 ? null : Against(table, variant, new EquationsModel
        {
            Checked = (int)shown,
            Wrong = (int)wrong,
            Outputs = cells.Count,
            Per100 = EstimateModel.Of(new RatioOfSums(ByProblem(cells, Wrong), ByProblem(cells, Checked)).WithInterval(Seeded.Chance), 100),
        });
    }

    private static EquationsModel Against(RunTable table, RunVariant variant, EquationsModel own)
    {
        var pairs = table.Pairs(variant.Name).Where(p => IsCounted(p.Reference) && IsCounted(p.Variant));
        if (variant.IsReference || pairs.Pairs.Count == 0)
        {
            return own;
        }

        var here = new RatioOfSums(pairs.SumByProblem(p => Wrong(p.Variant)), pairs.SumByProblem(p => Checked(p.Variant)));
        var there = new RatioOfSums(pairs.SumByProblem(p => Wrong(p.Reference)), pairs.SumByProblem(p => Checked(p.Reference)));
        return own with
        {
            Difference = EstimateModel.Of(PairedBootstrap.Of(pairs.Problems, problems => here.At(problems) - there.At(problems), Seeded.Chance), 100),
            Ratio = EstimateModel.Of(PairedBootstrap.Of(pairs.Problems, problems => here.At(problems) / there.At(problems), Seeded.Chance)),
        };
    }

    private static double[] ByProblem(IEnumerable<Cell> cells, Func<Cell, double> value) => [.. cells.GroupBy(c => c.ProblemPosition).Select(g => g.Sum(value))];

    private static bool IsCounted(Cell cell) => cell.EquationsChecked is not null;

    private static double Checked(Cell cell) => cell.EquationsChecked ?? 0;

    private static double Wrong(Cell cell) => cell.EquationsWrong ?? 0;
}
