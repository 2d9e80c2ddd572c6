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
        var compared = table.Compared.Select(v => (v.Name, Pairs: table.Pairs(v.Name).Where(p => CourseOf(p.Reference) is not null && CourseOf(p.Variant) is not null)))
            .Where(v => v.Pairs.Pairs.Count > 0).ToList();
        var tests = compared.ConvertAll(v => HazardComparison.Paired(Courses(v.Pairs.Pairs.Select(p => p.Reference)), Courses(v.Pairs.Pairs.Select(p => p.Variant)), v.Pairs.Exchange));
        var holm = Holm.Adjust(tests.ConvertAll(t => t.P));
        for (var i = 0; i < tests.Count; i++)
        {
            _tests[compared[i].Name] = new HazardTestModel
            {
                Observed = tests[i].Observed,
                Expected = tests[i].Expected,
                Ratio = double.IsFinite(tests[i].HazardRatio) ? tests[i].HazardRatio : null,
                P = tests[i].P,
                Holm = holm[i],
                Pairs = compared[i].Pairs.Pairs.Count,
            };
        }
    }

    /// <summary>Null for the reference, and where no pair can be followed.</summary>
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
