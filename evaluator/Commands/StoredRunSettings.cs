using System.ComponentModel;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>Options of a command about one stored run.</summary>
internal class StoredRunSettings : StoreSettings
{
    [CommandArgument(0, "[RUN]")]
    [Description("The run, by any unique beginning of its id. Default: the latest.")]
    public string? Run { get; init; }

    [CommandOption("--json")]
    [Description("For programs: one JSON object a line.")]
    public bool Json { get; init; }
}
