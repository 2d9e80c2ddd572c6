using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A run's cells with what its judges say together, looked up in the ways that a report needs.</summary>
internal sealed class RunTable
{
    private readonly Dictionary<string, List<Cell>> _byVariant;
    private readonly Dictionary<Place, Cell> _reference;

    public RunTable(Run run, IReadOnlyList<Cell> stored, PanelVotes votes)
    {
        var cells = votes.Elect(stored);
        Run = run;
        Votes = votes;
        _byVariant = run.Variants.ToDictionary(v => v.Name, v => cells.Where(c => c.Variant == v.Name && c.Grade is not null).ToList());
        _reference = (run.Reference is { } reference ? _byVariant[reference.Name] : []).ToDictionary(Place.Of);
        Subjects = [.. cells.Select(c => c.Subject).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Levels = [.. cells.Select(c => c.Level).OfType<int>().Distinct().Order()];
    }

    public Run Run { get; }

    public PanelVotes Votes { get; }

    public IReadOnlyList<string> Subjects { get; }

    public IReadOnlyList<int> Levels { get; }

    /// <summary>Graded cells of a variant.</summary>
    public IReadOnlyList<Cell> Of(string variant) => _byVariant[variant];

    /// <summary>The reference's cell of the same problem and sample.</summary>
    public Cell? ReferenceCell(Cell cell) => _reference.GetValueOrDefault(Place.Of(cell));

    /// <summary>
    /// A variant against the reference on the problems that both have. Ungradable takes the side that hurts the variant: wrong for it, right
    /// for the reference; with <paramref name="gradableOnly"/> such pairs are left out.
    /// </summary>
    public PairedOutcomes Pairs(string variant, bool gradableOnly)
    {
        var (lost, gained, pairs) = (0, 0, 0);
        foreach (var cell in Of(variant))
        {
            if (ReferenceCell(cell) is not { } reference
                || (gradableOnly && (cell.Grade == GradeVerdict.Ungradable || reference.Grade == GradeVerdict.Ungradable)))
            {
                continue;
            }

            var right = cell.Grade == GradeVerdict.Equivalent;
            var referenceRight = reference.Grade is GradeVerdict.Equivalent or GradeVerdict.Ungradable;
            pairs++;
            lost += referenceRight && !right ? 1 : 0;
            gained += right && !referenceRight ? 1 : 0;
        }

        return new PairedOutcomes(lost, gained, pairs);
    }

    /// <summary>A kind of failure in a variant against the same in the reference, over the problems that both have.</summary>
    public PairedOutcomes Failures(string variant, Func<Cell, bool> holds)
    {
        var (more, fewer, pairs) = (0, 0, 0);
        foreach (var cell in Of(variant))
        {
            if (ReferenceCell(cell) is { } reference)
            {
                var here = cell.IsFailure && holds(cell);
                var there = reference.IsFailure && holds(reference);
                pairs++;
                more += here && !there ? 1 : 0;
                fewer += there && !here ? 1 : 0;
            }
        }

        return new PairedOutcomes(more, fewer, pairs);
    }

    public static Proportion Accuracy(IEnumerable<Cell> cells)
    {
        var list = cells.ToList();
        return new Proportion(list.Count(c => c.Grade == GradeVerdict.Equivalent), list.Count);
    }

    private readonly record struct Place(int Problem, int Sample)
    {
        public static Place Of(Cell cell) => new(cell.ProblemPosition, cell.Sample);
    }
}
