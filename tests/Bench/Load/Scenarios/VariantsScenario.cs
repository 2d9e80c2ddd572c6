using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>
/// Several variants at once: in one process of ours, in a process a variant of the peer's; these also one after another, as one would do
/// where they get in each other's way.
/// </summary>
internal sealed class VariantsScenario(LoadSettings settings, ScenarioSize size) : IScenario
{
    private readonly Workload _work = new(settings, size);

    public string Description => $"{size.Streams} streams of each variant; {_work}";

    public ServerShape Shape => _work.Shape;

    public Task PrepareAsync(Side ours, Side? peer, CancellationToken cancellation) =>
        peer is null || peer.Targets.Count == ours.Targets.Count
            ? Task.CompletedTask
            : throw new InvalidOperationException($"{ours.Targets.Count} variants are served, so --peer has to be given as often, not {peer.Targets.Count} times");

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation)
    {
        var variants = side.Targets.Count;
        var requests = _work.Requests(round, size.Streams * variants, variants);
        var together = await ClosedLoop.RunAsync(side, requests, requests.Count, cancellation);
        var alone = together.TokensPerSecond;
        if (!side.IsOurs)
        {
            // Other questions: those of before are in its prompt caches.
            var others = _work.Requests(round + settings.RoundCount + 1, requests.Count, variants);
            var seconds = 0.0;
            foreach (var variant in others.GroupBy(request => request.Variant))
            {
                seconds += (await ClosedLoop.RunAsync(side, [.. variant], size.Streams, cancellation)).Seconds;
            }

            alone = together.Records.Sum(r => r.Tokens) / seconds;
        }

        return [.. together.Figures(), new("tokens/s, the peer's one after another", alone)];
    }
}
