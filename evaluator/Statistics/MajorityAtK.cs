namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Chance that the answer given most often by k of a problem's samples is right, exactly over all choices of k of them; ties are broken by lot
/// (self-consistency: Wang et al. 2022, arXiv:2203.11171).
/// </summary>
internal sealed class MajorityAtK
{
    // Binomial coefficients stay below a double's largest, and the work below a second.
    private const int MostSamples = 256;

    private readonly int _k;
    private readonly double[][] _choose;

    private MajorityAtK(int samples, int k)
    {
        _k = k;
        _choose = Pascal(samples);
    }

    /// <param name="right">Samples with the right answer.</param>
    /// <param name="wrong">Samples of each wrong answer, equivalent ones counted together.</param>
    /// <param name="silent">Samples without an answer: they are drawn, and do not vote.</param>
    /// <param name="k">1 to the number of samples.</param>
    public static double Of(int right, IReadOnlyList<int> wrong, int silent, int k)
    {
        var samples = right + wrong.Sum() + silent;
        if (samples > MostSamples || k < 1 || k > samples)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"A majority of k needs 1 to {MostSamples} samples and k among 1 to their number, which is {samples}.");
        }

        var majority = new MajorityAtK(samples, k);
        return Enumerable.Range(1, Math.Min(right, k)).Sum(votes => majority.Wins(right, wrong, silent, votes)) / majority._choose[samples][k];
    }

    // Ways to draw k so that the right answer has this many votes and no other has more, each divided by the number of answers that lead.
    private double Wins(int right, IReadOnlyList<int> wrong, int silent, int votes)
    {
        var left = _k - votes;
        var mostTies = left / votes;
        var ways = new double[mostTies + 1, left + 1];
        for (var drawn = 0; drawn <= Math.Min(left, silent); drawn++)
        {
            ways[0, drawn] = _choose[silent][drawn];
        }

        foreach (var answer in wrong)
        {
            ways = With(ways, answer, votes);
        }

        return Enumerable.Range(0, mostTies + 1).Sum(ties => ways[ties, left] / (ties + 1)) * _choose[right][votes];
    }

    // One more wrong answer, drawn any number of times up to as often as the right one.
    private double[,] With(double[,] ways, int answer, int votes)
    {
        var (ties, left) = (ways.GetLength(0), ways.GetLength(1));
        var next = new double[ties, left];
        for (var drawn = 0; drawn <= Math.Min(answer, votes); drawn++)
        {
            var tie = drawn == votes ? 1 : 0;
            for (var before = 0; before + tie < ties; before++)
            {
                for (var total = 0; total + drawn < left; total++)
                {
                    next[before + tie, total + drawn] += ways[before, total] * _choose[answer][drawn];
                }
            }
        }

        return next;
    }

    private static double[][] Pascal(int rows)
    {
        var triangle = new double[rows + 1][];
        for (var n = 0; n <= rows; n++)
        {
            triangle[n] = new double[n + 1];
            for (var k = 0; k <= n; k++)
            {
                triangle[n][k] = k == 0 || k == n ? 1 : triangle[n - 1][k - 1] + triangle[n - 1][k];
            }
        }

        return triangle;
    }
}
