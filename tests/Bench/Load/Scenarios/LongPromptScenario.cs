using QuantGrpc.Bench.Load.Figures;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>A long prompt arrives while streams run: the longest time that one of them waits for its next token meanwhile.</summary>
internal sealed class LongPromptScenario(LoadSettings settings, ScenarioSize size) : IScenario
{
    private const int Begun = 8; // tokens that every stream has before the long prompt comes
    private const int LongTokens = 8;

    private readonly Workload _work = new(settings, size);
    private readonly ExamplePrompts _prompts = new(settings.Seed);
    private readonly int _length = settings.LongPromptTokens();
    private double _charactersPerToken;

    public string Description => $"a prompt of {_length:N0} tokens arrives while {size.Streams} streams run; {_work}";

    // An eighth to spare: the text is as long as it should be only within some percent.
    public ServerShape Shape => new(size.Streams + 1, Math.Max(_work.Shape.Context, _length * 8 / 7));

    /// <summary>Learns how much text a token is, from a text that fits: its tokens are fewer than its characters.</summary>
    public async Task PrepareAsync(Side ours, Side? peer, CancellationToken cancellation)
    {
        var text = _prompts.Text(set: 0, _length);
        var record = await ours.StreamAsync(new StreamRequest { Prompt = text, Tokens = 1 }, BenchClock.Now, cancellation);
        _charactersPerToken = (double)text.Length / record.PromptTokens;
    }

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Side side, int round, CancellationToken cancellation)
    {
        var begun = Enumerable.Range(0, size.Streams).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToList();
        var requests = _work.Requests(round, size.Streams)
            .Select((request, i) => request with { OnTokens = count => { if (count >= Begun) { begun[i].TrySetResult(); } } });
        var streams = Task.WhenAll(requests.Select(request => side.StreamAsync(request, BenchClock.Now, cancellation)));
        await await Task.WhenAny(Task.WhenAll(begun.Select(b => b.Task)), streams);

        var prompt = new StreamRequest { Prompt = _prompts.Text(round, (int)(_length * _charactersPerToken)), Tokens = LongTokens };
        var reading = await side.StreamAsync(prompt, BenchClock.Now, cancellation);
        var records = await streams;
        if (records.Min(r => r.End) < reading.Times[0])
        {
            throw new InvalidOperationException("a stream ended before the long prompt was read: --tokens has to be larger");
        }

        return
        [
            new("worst gap, ms", 1000 * records.Max(r => r.LongestGap(reading.Arrival, reading.Times[0]))),
            new("its first token, ms", 1000 * reading.TimeToFirst),
            new("its prompt tokens", reading.PromptTokens),
            new("time per token, ms, p50", 1000 * Quantile.Median(records.SelectMany(r => r.Gaps))),
        ];
    }
}
