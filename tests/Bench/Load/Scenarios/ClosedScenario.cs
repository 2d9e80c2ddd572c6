using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>Streams that all begin at once, with questions of their own after examples that all of them share.</summary>
internal sealed class ClosedScenario(LoadSettings settings, ScenarioSize size) : IScenario
{
    private readonly Workload _work = new(settings, size);

    public string Description => $"{size.Streams} at once; {_work}";

    public ServerShape Shape => _work.Shape;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation) =>
        (await ClosedLoop.RunAsync(side, _work.Requests(round, size.Streams), size.Streams, cancellation)).Figures();
}
