using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>
/// One recorded trace of arrivals at more than the peer can take: queues grow until the trace ends. Times to the first token count from a
/// request's arrival in the trace, and each request of the trace counts.
/// </summary>
internal sealed class TraceScenario(LoadSettings settings, ScenarioSize size) : IScenario
{
    private const double Overload = 1.2;

    private readonly Workload _work = new(settings, size);
    private readonly int _requests = settings.Requests ?? (settings.Quick ? 2 : 4) * size.Streams;
    private double _rate;

    public string Description => $"{_requests} recorded arrivals at {_rate:0.00} requests/s on {size.Streams} streams; {_work}";

    public ServerShape Shape => _work.Shape;

    /// <summary>The rate: as given, or 1.2 times what the peer (ours, where there is none) answers in a closed loop of as many streams.</summary>
    public async Task PrepareAsync(Side ours, Side? peer, CancellationToken cancellation)
    {
        if (settings.Rate is { } rate)
        {
            _rate = rate;
            return;
        }

        await ClosedLoop.RunAsync(peer ?? ours, _work.Requests(0, size.Streams), size.Streams, cancellation); // warms it up
        var run = await ClosedLoop.RunAsync(peer ?? ours, _work.Requests(1, _requests), size.Streams, cancellation);
        _rate = Overload * run.Records.Count / run.Seconds;
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation) =>
        (await OpenLoop.RunAsync(side, _work.Requests(round + 2, _requests), ArrivalTrace.Of(_requests, _rate), cancellation)).Figures();
}
