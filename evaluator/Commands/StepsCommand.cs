using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Batch;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>steps</c>: splits solutions into steps and finds their final answers.</summary>
internal sealed class StepsCommand : AsyncCommand<StepsCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<FILE>")]
        [Description("One JSON object a line with id and text; - reads standard input.")]
        public string File { get; init; } = "";
    }

    public override Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken) =>
        BatchFile.RunAsync(settings.File, new JsonBatch(StepsRow.Of), cancellationToken);
}
