using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Where solutions go wrong: errors at step k among those that reach it, and the test against the reference, adjusted over the variants.</summary>
internal sealed class HazardTable
{
    // A tail that so few reach and in which nobody errs says nothing: one output that repeats itself may have thousands of steps.
    private const int FewestAtStep = 5;

    private readonly RunTable _table;
    private readonly Dictionary<string, HazardTestModel> _tests = [];

    public HazardTable(RunTable table)
    {
        _table = table;
        var tests = new Dictionary<string, HazardComparison>();
        foreach (var variant in table.Compared)
        {
            var pairs = table.Pairs(variant.Name).Where(p => CourseOf(p.Reference) is not null && CourseOf(p.Variant) is not null);
            if (pairs.Pairs.Any(p => !RunTable.IsRight(p.Reference) || !RunTable.IsRight(p.Variant)))
            {
                tests[variant.Name] = HazardComparison.Paired(Courses(pairs.Pairs.Select(p => p.Reference)), Courses(pairs.Pairs.Select(p => p.Variant)), pairs.Exchange);
            }
        }

        var holm = Holm.Adjust([.. tests.Values.Select(t => t.P)]);
        foreach (var (index, (variant, test)) in tests.Index())
        {
            _tests[variant] = new HazardTestModel
            {
                Observed = test.Observed,
                Expected = test.Expected,
                Ratio = double.IsFinite(test.HazardRatio) ? test.HazardRatio : null,
                P = test.P,
                Holm = holm[index],
                Pairs = test.Pairs,
            };
        }
    }

    /// <summary>Null for the reference, and where nobody errs or nobody judged.</summary>
    public HazardTestModel? Test(string variant) => _tests.GetValueOrDefault(variant);

    /// <summary>From step 1.</summary>
    public IReadOnlyList<ShareModel> Of(string variant) => Hazard(_table.Of(variant));

    /// <summary>The same on problems that the reference solves.</summary>
    public IReadOnlyList<ShareModel> WhereReferenceRight(string variant) =>
        Hazard(_table.Pairs(variant).Pairs.Where(p => RunTable.IsRight(p.Reference)).Select(p => p.Variant));

    private static IReadOnlyList<ShareModel> Hazard(IEnumerable<Cell> cells)
    {
        var hazard = StepHazard.Of(Courses(cells));
        var last = hazard.Index().LastOrDefault(h => h.Item.Successes > 0 || h.Item.Trials >= FewestAtStep, (-1, default)).Index;
        return [.. hazard.Take(last + 1).Select(ShareModel.Of)];
    }

    private static List<SolutionCourse> Courses(IEnumerable<Cell> cells) => [.. cells.Select(CourseOf).OfType<SolutionCourse>()];

    // The closing answer is the step after the last. Of a failure without a first wrong step nothing is known.
    private static SolutionCourse? CourseOf(Cell cell) =>
        RunTable.IsRight(cell) ? new SolutionCourse(cell.StepCount + 1, null)
        : cell is { VerdictKind: VerdictKind.Valid, FirstErrorStep: { } step } ? new SolutionCourse(cell.StepCount + 1, step)
        : null;
}
