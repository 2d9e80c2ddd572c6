namespace QuantGrpc.Bench.Soak;

/// <summary>A straight line through samples by least squares.</summary>
/// <param name="PerMinute">Its slope.</param>
/// <param name="Error">Standard error of the slope, samples taken as independent; null below three samples.</param>
internal sealed record Trend(double PerMinute, double? Error)
{
    /// <summary>The slope less twice its error: what it is at least, nineteen times of twenty.</summary>
    public double AtLeast => PerMinute - (2 * (Error ?? double.PositiveInfinity));

    /// <summary>Fits some figure of samples over their times.</summary>
    public static Trend Of(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure)
    {
        var mean = samples.Average(s => s.At.TotalMinutes);
        var level = samples.Average(figure);
        var spread = samples.Sum(s => Square(s.At.TotalMinutes - mean));
        if (samples.Count < 3 || spread == 0)
        {
            return new Trend(0, null);
        }

        var slope = samples.Sum(s => (s.At.TotalMinutes - mean) * (figure(s) - level)) / spread;
        var rest = samples.Sum(s => Square(figure(s) - level - (slope * (s.At.TotalMinutes - mean))));
        return new Trend(slope, Math.Sqrt(rest / (samples.Count - 2) / spread));
    }

    private static double Square(double value) => value * value;
}
