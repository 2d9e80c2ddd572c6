using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>The requests of a scenario: the same ones for both sides of a round, others in each round.</summary>
internal sealed class Workload(LoadSettings settings, ScenarioSize size)
{
    // Four examples and a question of MiniMATH's own tokens, with 256 new ones, fit into this; a longer output needs more.
    private const int PromptRoom = 768;

    private readonly ExamplePrompts _prompts = new(settings.Seed);

    /// <summary>Room for its streams.</summary>
    public ServerShape Shape => new(size.Streams, PromptRoom + size.Tokens);

    /// <summary>Requests for one variant after another in turn.</summary>
    public List<StreamRequest> Requests(int round, int count, int variants = 1) =>
        [.. Enumerable.Range(0, count).Select(number => Request(round, round * count + number) with { Variant = number % variants })];

    public override string ToString() =>
        $"{size.Tokens} tokens each; {size.Shots} shared examples, {(settings.WarmPrefix ? "the same in all rounds" : "others in each round")}";

    private StreamRequest Request(int round, int question) => new()
    {
        Prompt = _prompts.Examples(settings.WarmPrefix ? 0 : round, size.Shots) + _prompts.Question(question),
        Tokens = size.Tokens,
        Seed = (ulong)settings.Seed,
    };
}
