namespace QuantGrpc.Evaluator.Statistics;

/// <summary>The second group's errors, and those expected of it.</summary>
internal readonly record struct LogRankOutcome(int Observed, double Expected, double Variance)
{
    public double ChiSquare => Variance > 0 ? (Observed - Expected) * (Observed - Expected) / Variance : 0;
}

/// <summary>Mantel's log-rank statistic of two groups, prepared once and evaluated for many divisions into groups.</summary>
internal sealed class LogRank
{
    // For each solution, how many of the steps where anyone errs it reaches still right, that of its own error included.
    private readonly int[] _reached;
    private readonly bool[] _errs;
    private readonly int[] _errors;
    private readonly int[] _atRisk;
    private readonly int[] _second;

    public LogRank(SolutionCourse[] courses)
    {
        int[] steps = [.. courses.Where(c => c.FirstErrorStep is not null).Select(c => c.FirstErrorStep ?? 0).Distinct().Order()];
        _errs = Array.ConvertAll(courses, c => c.FirstErrorStep is not null);
        _reached = Array.ConvertAll(courses, c => Reached(steps, c.FirstErrorStep ?? c.Steps));
        _errors = new int[steps.Length];
        _atRisk = new int[steps.Length];
        _second = new int[steps.Length];
        for (var i = 0; i < courses.Length; i++)
        {
            Count(_atRisk, i);
            Errors += _errs[i] ? 1 : 0;
            if (_errs[i])
            {
                _errors[_reached[i] - 1]++;
            }
        }

        Cumulate(_atRisk);
    }

    /// <summary>First errors in both groups.</summary>
    public int Errors { get; }

    /// <param name="groups">0 or 1 for each solution.</param>
    public LogRankOutcome Of(int[] groups)
    {
        Array.Clear(_second);
        var observed = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] == 1)
            {
                Count(_second, i);
                observed += _errs[i] ? 1 : 0;
            }
        }

        Cumulate(_second);
        var (expected, variance) = (0.0, 0.0);
        for (var step = 0; step < _errors.Length; step++)
        {
            double all = _atRisk[step];
            var share = _second[step] / all;
            expected += _errors[step] * share;
            variance += all > 1 ? _errors[step] * share * (1 - share) * (all - _errors[step]) / (all - 1) : 0;
        }

        return new LogRankOutcome(observed, expected, variance);
    }

    private void Count(int[] atRisk, int solution)
    {
        if (_reached[solution] > 0)
        {
            atRisk[_reached[solution] - 1]++;
        }
    }

    // Who is at risk at a step was at risk at all before.
    private static void Cumulate(int[] atRisk)
    {
        for (var step = atRisk.Length - 2; step >= 0; step--)
        {
            atRisk[step] += atRisk[step + 1];
        }
    }

    private static int Reached(int[] steps, int last)
    {
        var position = Array.BinarySearch(steps, last);
        return position >= 0 ? position + 1 : ~position;
    }
}
