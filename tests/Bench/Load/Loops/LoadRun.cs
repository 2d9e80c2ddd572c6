using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Loops;

/// <summary>All streams of one run.</summary>
/// <param name="Start">When the run began, by <see cref="BenchClock"/>.</param>
/// <param name="Records">Every stream, finished.</param>
/// <param name="GeneratorSeconds">CPU time that this process took for it.</param>
internal sealed record LoadRun(double Start, IReadOnlyList<StreamRecord> Records, double GeneratorSeconds)
{
    private static readonly double[] Shares = [0.50, 0.95, 0.99];

    public double Seconds => Records.Max(r => r.End) - Start;

    public double TokensPerSecond => Records.Sum(r => r.Tokens) / Seconds;

    /// <summary>What the run says.</summary>
    public IReadOnlyList<Figure> Figures() =>
    [
        new("tokens/s", TokensPerSecond),
        .. Shares.Select(p => new Figure($"first token, ms, p{100 * p:0}", 1000 * Quantile.Of(Records.Select(r => r.TimeToFirst), p))),
        .. Shares.Select(p => new Figure($"time per token, ms, p{100 * p:0}", 1000 * Quantile.Of(Records.SelectMany(r => r.Gaps), p))),
        new("fairness (Jain)", JainIndex.Of([.. Records.Select(r => r.Rate)])),
        new("prompt tokens", Records.Average(r => r.PromptTokens)),
        new("generator, cores", GeneratorSeconds / Seconds),
    ];
}
