using MathNet.Numerics.Distributions;

namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// True shares of types behind a judge's labels, given how the judge labels known cases: the most likely shares on the simplex, by
/// expectation-maximization (Saerens, Latinne and Decaestecker 2002, Neural Computation 14:21; the model is Rogan and Gladen's 1978, with more types).
/// </summary>
internal sealed class ConfusionCorrection
{
    private const int MostIterations = 2000;
    private const double LeastMove = 1e-7;

    private readonly int[][] _labelled;
    private readonly int _judgedTypes;

    /// <param name="labelled">A row a true type, a column a judged type: how often. A row without cases has an unknown confusion and is refused.</param>
    public ConfusionCorrection(IReadOnlyList<IReadOnlyList<int>> labelled)
    {
        _labelled = [.. labelled.Select(row => row.ToArray())];
        _judgedTypes = _labelled.Length == 0 ? 0 : _labelled[0].Length;
        for (var type = 0; type < _labelled.Length; type++)
        {
            if (_labelled[type].Length != _judgedTypes || !_labelled[type].Any(count => count > 0) || _labelled[type].Any(count => count < 0))
            {
                throw new ArgumentException(
                    $"Row {type} of the confusion matrix is [{string.Join(", ", _labelled[type])}]: it needs {_judgedTypes} counts, none negative, one above zero.", nameof(labelled));
            }
        }
    }

    /// <summary>Corrected shares of the true types; they sum to 1. NaN without judged cases.</summary>
    /// <param name="judged">Cases that the judge gave each type, in the matrix's columns.</param>
    public double[] Shares(IReadOnlyList<int> judged)
    {
        if (judged.Count != _judgedTypes)
        {
            throw new ArgumentException($"{judged.Count} judged types stand against {_judgedTypes} columns of the confusion matrix.", nameof(judged));
        }

        return Fit(Array.ConvertAll(_labelled, Normalize), Normalize([.. judged]));
    }

    /// <summary>
    /// Corrected shares with intervals: both the judged cases and, a true type at a time, the labelled ones are drawn again. Percentiles expanded
    /// for small samples (Hesterberg 2015, The American Statistician 69:371), by the smallest that is drawn from.
    /// </summary>
    /// <param name="judged">Cases that the judge gave each type.</param>
    /// <param name="chance">Seeded.</param>
    /// <param name="resamples">2,000 for a report.</param>
    public IReadOnlyList<Estimate> WithIntervals(IReadOnlyList<int> judged, Random chance, int resamples = PairedBootstrap.Resamples)
    {
        var values = Shares(judged);
        var resampler = new Resampler(chance);
        var draws = Array.ConvertAll(values, _ => new double[resamples]);
        for (var i = 0; i < resamples; i++)
        {
            var rows = Array.ConvertAll(_labelled, row => Normalize(Redraw(row, resampler)));
            var shares = Fit(rows, Normalize(Redraw([.. judged], resampler)));
            for (var type = 0; type < shares.Length; type++)
            {
                draws[type][i] = shares[type];
            }
        }

        var level = Level(Math.Min(judged.Sum(), _labelled.Min(row => row.Sum())));
        return [.. values.Select((value, type) => new Estimate(value, Percentiles(draws[type], level)))];
    }

    // A resample varies less than a sample by one part of its size, and the normal has lighter tails than Student's t.
    private static double Level(int cases) => cases < 2
        ? 0
        : Normal.CDF(0, 1, StudentT.InvCDF(0, 1, cases - 1, 0.025) * Math.Sqrt(cases / (cases - 1.0)));

    private static Interval Percentiles(double[] draws, double level)
    {
        Array.Sort(draws);
        return new Interval(BcaInterval.Quantile(draws, level), BcaInterval.Quantile(draws, 1 - level));
    }

    private static double[] Fit(double[][] confusion, double[] judged)
    {
        var shares = Enumerable.Repeat(1.0 / confusion.Length, confusion.Length).ToArray();
        var moved = double.MaxValue;
        for (var iteration = 0; iteration < MostIterations && moved > LeastMove; iteration++)
        {
            moved = Iterate(confusion, judged, shares);
        }

        return double.IsNaN(judged.Sum()) ? Array.ConvertAll(shares, _ => double.NaN) : shares;
    }

    // A type's share becomes the mean probability that a judged case is of it. Labels that no true type explains are left out of it.
    private static double Iterate(double[][] confusion, double[] judged, double[] shares)
    {
        Span<double> weights = stackalloc double[Math.Min(judged.Length, 256)];
        weights = weights.Length < judged.Length ? new double[judged.Length] : weights;
        var explained = 0.0;
        for (var label = 0; label < judged.Length; label++)
        {
            var expected = 0.0;
            for (var type = 0; type < shares.Length; type++)
            {
                expected += shares[type] * confusion[type][label];
            }

            weights[label] = expected > 0 ? judged[label] / expected : 0;
            explained += expected > 0 ? judged[label] : 0;
        }

        return Move(confusion, weights, shares, explained);
    }

    private static double Move(double[][] confusion, ReadOnlySpan<double> weights, double[] shares, double explained)
    {
        var moved = 0.0;
        for (var type = 0; type < shares.Length && explained > 0; type++)
        {
            var factor = 0.0;
            for (var label = 0; label < weights.Length; label++)
            {
                factor += confusion[type][label] * weights[label];
            }

            var share = shares[type] * factor / explained;
            moved = Math.Max(moved, Math.Abs(share - shares[type]));
            shares[type] = share;
        }

        return moved;
    }

    private static int[] Redraw(int[] counts, Resampler resampler)
    {
        var redrawn = new int[counts.Length];
        var total = counts.Sum();
        for (var i = 0; i < total; i++)
        {
            redrawn[Pick(counts, resampler.Next(total))]++;
        }

        return redrawn;
    }

    private static int Pick(int[] counts, int position)
    {
        var index = 0;
        while (position >= counts[index])
        {
            position -= counts[index];
            index++;
        }

        return index;
    }

    private static double[] Normalize(int[] counts)
    {
        double total = counts.Sum();
        return Array.ConvertAll(counts, c => c / total);
    }
}
