namespace QuantGrpc.Evaluator.Statistics;

/// <summary>
/// Mean and maximum loss over a study, the maximum by the bootstrap of the largest studentized deviation (max-t: Westfall and Young 1993;
/// Romano and Wolf 2005). All models answer the same problems, which are drawn for all of them together.
/// </summary>
internal sealed class StudyMaximum
{
    private readonly string[] _names;
    private readonly double[][] _reference;
    private readonly double[][] _variant;
    private readonly int _problems;

    /// <param name="models">One at least, all on the same problems.</param>
    public StudyMaximum(IReadOnlyList<StudyModel> models)
    {
        _names = [.. models.Select(m => m.Name)];
        _reference = [.. models.Select(m => m.Reference.ToArray())];
        _variant = [.. models.Select(m => m.Variant.ToArray())];
        _problems = models.Count == 0 ? 0 : models[0].Reference.Count;
        var odd = models.FirstOrDefault(m => m.Reference.Count != _problems || m.Variant.Count != _problems);
        if (_problems == 0 || odd is not null)
        {
            throw new ArgumentException(
                $"Model '{odd?.Name}' has {odd?.Reference.Count} and {odd?.Variant.Count} problems: a study needs one model and one problem at least, and {_problems} problems in each.", nameof(models));
        }
    }

    /// <summary>In points: 100 times reference minus variant.</summary>
    public StudyLosses Points(Random chance, int resamples = PairedBootstrap.Resamples) =>
        Of((reference, variant) => 100 * (reference - variant) / _problems, 100.0 / _problems, chance, resamples);

    /// <summary>In percent of what the reference solves; a reference that solves nothing has nothing to lose.</summary>
    public StudyLosses PercentOfReference(Random chance, int resamples = PairedBootstrap.Resamples) =>
        Of((reference, variant) => reference > 0 ? 100 * (reference - variant) / reference : 0, 100.0 / _problems, chance, resamples);

    // One flip more on each model (Agresti and Min 2005 add half a problem to every cell of the pairs): with few flips, or none,
    // the seen standard error is too small, and an interval of the seen width held the truth in 94 % of simulations only.
    private StudyLosses Of(Func<double, double, double> loss, double oneFlip, Random chance, int resamples)
    {
        int[] all = [.. Enumerable.Range(0, _problems)];
        double[] values = [.. _names.Select((_, model) => Loss(loss, model, all))];
        var draws = Draw(loss, new Resampler(chance), resamples);
        double[] errors = [.. draws.Select(d => Math.Max(oneFlip, Deviation(d)))];
        var reach = Reach(values, draws, errors, resamples);
        Estimate[] losses = [.. values.Select((v, m) => new Estimate(v, Around(v, reach * double.Hypot(errors[m], oneFlip))))];
        return new StudyLosses
        {
            Losses = losses,
            Mean = PairedBootstrap.Of(_problems, problems => Mean(loss, problems), chance, resamples),
            Maximum = new Estimate(values.Max(), new Interval(losses.Max(l => l.Interval.Low), losses.Max(l => l.Interval.High))),
            MaximumAt = _names[Array.IndexOf(values, values.Max())],
        };
    }

    private static Interval Around(double value, double reach) => new(value - reach, value + reach);

    private double[][] Draw(Func<double, double, double> loss, Resampler resampler, int resamples)
    {
        var problems = new int[_problems];
        double[][] draws = [.. _names.Select(_ => new double[resamples])];
        for (var i = 0; i < resamples; i++)
        {
            resampler.Fill(problems, _problems);
            for (var model = 0; model < _names.Length; model++)
            {
                draws[model][i] = Loss(loss, model, problems);
            }
        }

        return draws;
    }

    // The 95 % quantile of the largest deviation, in standard errors.
    private static double Reach(double[] values, double[][] draws, double[] errors, int resamples)
    {
        var largest = new double[resamples];
        for (var i = 0; i < resamples; i++)
        {
            for (var model = 0; model < values.Length; model++)
            {
                largest[i] = Math.Max(largest[i], Math.Abs(draws[model][i] - values[model]) / errors[model]);
            }
        }

        Array.Sort(largest);
        return Math.Max(Proportion.Z95, BcaInterval.Quantile(largest, 0.95));
    }

    private double Mean(Func<double, double, double> loss, ReadOnlySpan<int> problems)
    {
        var sum = 0.0;
        for (var model = 0; model < _names.Length; model++)
        {
            sum += Loss(loss, model, problems);
        }

        return sum / _names.Length;
    }

    private double Loss(Func<double, double, double> loss, int model, ReadOnlySpan<int> problems) =>
        loss(Sum(_reference[model], problems), Sum(_variant[model], problems));

    private static double Sum(double[] scores, ReadOnlySpan<int> problems)
    {
        var sum = 0.0;
        foreach (var problem in problems)
        {
            sum += scores[problem];
        }

        return sum;
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, values.Length - 1));
    }
}
