using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>Streams that all begin at once, with questions of their own after examples that all of them share.</summary>
internal sealed class ClosedScenario(LoadSettings settings, int streams, int shots) : IScenario
{
    private readonly ExamplePrompts _prompts = new(settings.Seed);

    public string Description =>
        $"{streams} {(streams == 1 ? "stream" : "streams")} of {settings.Tokens} tokens, {shots} shared examples{(shots == 0 ? "" : settings.WarmPrefix ? ", the same in all rounds" : ", others in each round")}";

    public ServerShape Shape => new(streams, 1024);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation)
    {
        var requests = Enumerable.Range(0, streams).Select(stream => RequestOf(round, stream)).ToList();
        var run = await ClosedLoop.RunAsync(side.Targets[0], requests, streams, cancellation);
        return run.Figures();
    }

    private StreamRequest RequestOf(int round, int stream) => new()
    {
        Prompt = _prompts.Examples(settings.WarmPrefix ? 0 : round, shots) + _prompts.Question(round * streams + stream),
        Tokens = settings.Tokens,
        Seed = (ulong)settings.Seed,
    };
}
