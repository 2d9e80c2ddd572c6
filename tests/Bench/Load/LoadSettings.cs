using System.ComponentModel;
using QuantGrpc.Tests.Support;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Load;

/// <summary>What <c>load</c> is asked for.</summary>
internal sealed class LoadSettings : CommandSettings
{
    [CommandArgument(0, "[SCENARIOS]")]
    [Description("Any of single, shared. Default: all.")]
    public string[] Scenarios { get; init; } = [];

    [CommandOption("--model <FILE>")]
    [Description("The GGUF file that our server is started with. Default: the embedded MiniMATH.")]
    public string[] Models { get; init; } = [Repository.PathOf("models", "minimath", "minimath-f16.gguf")];

    [CommandOption("--server <URL>")]
    [Description("A running server of ours, in place of one that is started.")]
    public string? Server { get; init; }

    [CommandOption("--peer <URL>")]
    [Description("An OpenAI-compatible server to be measured in turn with ours.")]
    public string[] Peers { get; init; } = [];

    [CommandOption("--peer-body <JSON>")]
    [Description("Fields that each request to the peer says beside the protocol, as one JSON object.")]
    [DefaultValue("{}")]
    public string PeerBody { get; init; } = "{}";

    [CommandOption("--rounds <N>")]
    [Description("Pairs of measurements, after one that warms up.")]
    [DefaultValue(7)]
    public int Rounds { get; init; }

    [CommandOption("--tokens <N>")]
    [Description("Tokens of each stream.")]
    [DefaultValue(256)]
    public int Tokens { get; init; }

    [CommandOption("--seed <N>")]
    [Description("Chooses prompts.")]
    [DefaultValue(1)]
    public int Seed { get; init; }

    [CommandOption("--warm-prefix")]
    [Description("Keep the shared examples from round to round; by default each round has others.")]
    public bool WarmPrefix { get; init; }
}
