using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A run's cells with what its judges say together, looked up in the ways that a report needs.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<string, List<Cell>> _byVariant;
    private readonly Dictionary<Place, Cell> _reference;
    private readonly Dictionary<string, PairedCells> _pairs = [];

    public RunTable(Run run, IReadOnlyList<Cell> stored, PanelVotes votes)
    {
        var cells = votes.Elect(stored);
        Run = run;
        Votes = votes;
        _byVariant = cells.Where(c => c.Grade is not null).GroupBy(c => c.Variant).ToDictionary(g => g.Key, g => g.ToList());
        _reference = (run.Reference is { } reference ? Of(reference.Name) : []).ToDictionary(Place.Of);
        Subjects = [.. cells.Select(c => c.Subject).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Levels = [.. cells.Select(c => c.Level).OfType<int>().Distinct().Order()];
    }

    public Run Run { get; }

    public PanelVotes Votes { get; }

    /// <summary>Those of the tables: a second run of the reference is none of them.</summary>
    public IEnumerable<RunVariant> Variants => Run.Variants.Where(v => v.Facts.RepeatOf is null);

    /// <summary>Those that are compared with the reference and have a problem in common with it.</summary>
    public IEnumerable<RunVariant> Compared => Variants.Where(v => !v.IsReference && Pairs(v.Name).Pairs.Count > 0);

    /// <summary>The second run of the reference; null where the run has none.</summary>
    public RunVariant? Repeat => Run.Variants.FirstOrDefault(v => v.Facts.RepeatOf is { } name && name == Run.Reference?.Name);

    public IReadOnlyList<string> Subjects { get; }

    public IReadOnlyList<int> Levels { get; }

    /// <summary>Graded cells of a variant, in order of problem and sample.</summary>
    public IReadOnlyList<Cell> Of(string variant) => _byVariant.GetValueOrDefault(variant) ?? [];

    /// <summary>The reference's cell of the same problem and sample.</summary>
    public Cell? ReferenceCell(Cell cell) => _reference.GetValueOrDefault(Place.Of(cell));

    /// <summary>A variant beside the reference.</summary>
    public PairedCells Pairs(string variant)
    {
        if (!_pairs.TryGetValue(variant, out var pairs))
        {
            pairs = _pairs[variant] = new PairedCells(
                [.. from cell in Of(variant) let reference = ReferenceCell(cell) where reference is not null select new CellPair(reference, cell)], Run.Samples);
        }

        return pairs;
    }

    /// <summary>How many of the cells it holds for.</summary>
    public ShareModel Share(IReadOnlyList<Cell> cells, Func<Cell, bool> holds) => Run.Samples == 1
        ? ShareModel.Of(new Proportion(cells.Count(holds), cells.Count))
        : ShareModel.Of([.. cells.GroupBy(c => c.ProblemPosition).Select(g => new Proportion(g.Count(holds), g.Count()))]);

    public static bool IsRight(Cell cell) => cell.Grade == GradeVerdict.Equivalent;

    private readonly record struct Place(int Problem, int Sample)
    {
        public static Place Of(Cell cell) => new(cell.ProblemPosition, cell.Sample);
    }
}
