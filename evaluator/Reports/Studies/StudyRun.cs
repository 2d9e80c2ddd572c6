using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>A run as a study sees it: scores by variant and problem.</summary>
internal sealed class StudyRun
{
    private readonly Dictionary<string, Dictionary<int, List<GradeVerdict>>> _verdicts;

    /// <param name="run">The run.</param>
    /// <param name="problems">Its problems in its order.</param>
    /// <param name="cells">Its finished cells.</param>
    public StudyRun(Run run, IReadOnlyList<RunProblem> problems, IReadOnlyList<Cell> cells)
    {
        Run = run;
        Problems = problems;
        Done = cells.Count(c => c.Grade is not null);
        _verdicts = cells.Where(c => c.Grade is not null).GroupBy(c => c.Variant).ToDictionary(
            of => of.Key,
            of => of.GroupBy(c => c.ProblemPosition).ToDictionary(g => g.Key, g => g.Select(c => c.Grade ?? GradeVerdict.Ungradable).ToList()));
    }

    public Run Run { get; }

    public IReadOnlyList<RunProblem> Problems { get; }

    /// <summary>Graded cells.</summary>
    public int Done { get; }

    /// <summary>Name of the model that its variants are made of.</summary>
    public string BaseModel => Run.Reference is { } reference ? reference.Facts.BaseModel is { Length: > 0 } name ? name : reference.Name : Run.Id;

    /// <summary>Every problem's share of right samples, 0 to 1, in an order that runs over the same problems share.</summary>
    /// <param name="variant">The variant's name.</param>
    /// <param name="ungradable">What an ungradable answer counts: 0 for a variant, 1 for its reference, so that a doubt never helps the variant.</param>
    public double[] Scores(string variant, double ungradable = 0) =>
    [
        .. Problems.Select((problem, position) => (problem.Hash, Score: Score(_verdicts[variant][position], ungradable)))
            .OrderBy(p => p.Hash, StringComparer.Ordinal).Select(p => p.Score),
    ];

    /// <summary>The problems' levels in the order of <see cref="Scores"/>.</summary>
    public int?[] Levels => [.. Problems.OrderBy(p => p.Hash, StringComparer.Ordinal).Select(p => p.Level)];

    private static double Score(List<GradeVerdict> verdicts, double ungradable) => verdicts.Average(verdict => verdict switch
    {
        GradeVerdict.Equivalent => 1,
        GradeVerdict.Ungradable => ungradable,
        _ => 0,
    });
}
