using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A variant's cell and the reference's of the same problem and sample; both are graded.</summary>
internal readonly record struct CellPair(Cell Reference, Cell Variant);

/// <summary>A variant beside the reference on the problems that both have, in order of problem and sample.</summary>
internal sealed class PairedCells
{
    private readonly int[] _problems;

    /// <param name="pairs">In order of problem and sample.</param>
    /// <param name="samples">The run's samples a problem: with more than one, the problem is the unit of every comparison.</param>
    public PairedCells(IReadOnlyList<CellPair> pairs, int samples)
    {
        Pairs = pairs;
        Samples = samples;
        _problems = [.. pairs.Select(p => p.Variant.ProblemPosition)];
    }

    public IReadOnlyList<CellPair> Pairs { get; }

    public int Samples { get; }

    public int Problems => Pairs.Where((_, i) => i == 0 || _problems[i] != _problems[i - 1]).Count();

    public bool IsClustered => Samples > 1;

    /// <summary>Exchanges that keep a problem's samples together.</summary>
    public Exchange Exchange => new(Seeded.Chance) { Permutations = Seeded.Permutations(Pairs.Count), Problems = _problems };

    public PairedCells Where(Func<CellPair, bool> holds) => new([.. Pairs.Where(holds)], Samples);

    /// <summary>One number a problem: the mean over its pairs.</summary>
    public double[] ByProblem(Func<CellPair, double> value) => Sums(value, mean: true);

    /// <summary>One number a problem: the sum over its pairs.</summary>
    public double[] SumByProblem(Func<CellPair, double> value) => Sums(value, mean: false);

    /// <summary>How often it holds in the variant and in the reference, over all pairs.</summary>
    public PairedEvents Events(Func<Cell, bool> holds)
    {
        var (both, variantOnly, referenceOnly) = (0, 0, 0);
        foreach (var (reference, variant) in Pairs)
        {
            var (there, here) = (holds(reference), holds(variant));
            both += there && here ? 1 : 0;
            variantOnly += here && !there ? 1 : 0;
            referenceOnly += there && !here ? 1 : 0;
        }

        return new PairedEvents(both, variantOnly, referenceOnly, Pairs.Count);
    }

    /// <summary>Variant minus reference in points; null without pairs.</summary>
    public DifferenceModel? Difference(Func<Cell, bool> holds)
    {
        var events = Events(holds);
        return Pairs.Count == 0 ? null : DifferenceModel.Of(events, IsClustered
            ? RateComparison.ClusteredDifference(ByProblem(p => holds(p.Reference) ? 1 : 0), ByProblem(p => holds(p.Variant) ? 1 : 0), Seeded.Chance)
            : events.Difference().Times(100));
    }

    private double[] Sums(Func<CellPair, double> value, bool mean)
    {
        var sums = new List<double>();
        var counts = new List<int>();
        for (var i = 0; i < Pairs.Count; i++)
        {
            if (i == 0 || _problems[i] != _problems[i - 1])
            {
                sums.Add(0);
                counts.Add(0);
            }

            sums[^1] += value(Pairs[i]);
            counts[^1]++;
        }

        return mean ? [.. sums.Zip(counts, (sum, count) => sum / count)] : [.. sums];
    }
}
