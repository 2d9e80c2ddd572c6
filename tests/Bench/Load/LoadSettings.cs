using System.ComponentModel;
using QuantGrpc.Bench.Load.Scenarios;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load;

/// <summary>What <c>load</c> is asked for. What follows a lone <c>--</c> goes to our server.</summary>
internal sealed class LoadSettings : CommandSettings
{
    private const int QuickRounds = 2;
    private const int UsualRounds = 7;
    private const int UsualLongPrompt = 4000;

    [CommandArgument(0, "[SCENARIOS]")]
    [Description($"Any of {ScenarioNames.Known}. Default: all but variants.")]
    public string[] Scenarios { get; init; } = ["single", "shared", "trace", "long-prompt", "alternatives"];

    [CommandOption("--model <FILE>")]
    [Description("The GGUF file that our server is started with; again for each further variant. Default: the embedded MiniMATH.")]
    public string[] Models { get; init; } = [Repository.PathOf("models", "minimath", "minimath-f16.gguf")];

    [CommandOption("--server <URL>")]
    [Description("A running server of ours, in place of one that is started.")]
    public string? Server { get; init; }

    [CommandOption("--peer <URL>")]
    [Description("An OpenAI-compatible server to be measured in turn with ours; again for each further variant.")]
    public string[] Peers { get; init; } = [];

    [CommandOption("--peer-body <JSON>")]
    [Description("Fields that each request to the peer says beside the protocol, as one JSON object.")]
    [DefaultValue("{}")]
    public string PeerBody { get; init; } = "{}";

    [CommandOption("--peer-pid <PID>")]
    [Description("The peer's process, for --memory; again for each further one.")]
    public int[] PeerPids { get; init; } = [];

    [CommandOption("--rounds <N>")]
    [Description("Pairs of measurements, after one that warms up. Default 7.")]
    public int? Rounds { get; init; }

    [CommandOption("--streams <N>")]
    [Description("Streams that run together, of each variant.")]
    public int? Streams { get; init; }

    [CommandOption("--tokens <N>")]
    [Description("Tokens of each stream.")]
    public int? Tokens { get; init; }

    [CommandOption("--shots <N>")]
    [Description("Worked examples before each question, shared by all streams.")]
    public int? Shots { get; init; }

    [CommandOption("--warm-prefix")]
    [Description("Keep these examples from round to round; by default each round has others.")]
    public bool WarmPrefix { get; init; }

    [CommandOption("--requests <N>")]
    [Description("Arrivals of the trace. Default: four a stream.")]
    public int? Requests { get; init; }

    [CommandOption("--rate <R>")]
    [Description("Arrivals a second. Default: 1.2 times the peer's closed loop.")]
    public double? Rate { get; init; }

    [CommandOption("--long <N>")]
    [Description("Tokens of the long prompt. Default: 4,000, or what the model's context leaves.")]
    public int? LongPrompt { get; init; }

    [CommandOption("--seed <N>")]
    [Description("Chooses prompts.")]
    [DefaultValue(1)]
    public int Seed { get; init; }

    [CommandOption("--memory")]
    [Description("Print the memory of both sides' processes after each scenario.")]
    public bool Memory { get; init; }

    [CommandOption("--quick")]
    [Description("Two rounds of few tokens: whether it works, not how fast it is.")]
    public bool Quick { get; init; }

    public int RoundCount => Rounds ?? (Quick ? QuickRounds : UsualRounds);

    /// <summary>Tokens of the long prompt: as given, or what the first model's context has room for with an eighth to spare.</summary>
    public int LongPromptTokens() =>
        LongPrompt ?? Math.Min(UsualLongPrompt, GgufModel.From(GgufFile.ReadHeader(Models[0])).TrainedContext * 7 / 8);
}
