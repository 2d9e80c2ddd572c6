using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using QuantGrpc.Evaluator.Commands.DataChecks;
using QuantGrpc.Evaluator.Datasets;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>datasets check</c>: what a data set holds and what is wrong with it; exit code 0 only where nothing is.</summary>
internal sealed class DatasetsCheckCommand(IAnsiConsole console) : AsyncCommand<DatasetsCheckCommand.Settings>
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true,
    };

    internal sealed class Settings : CommandSettings
    {
        [CommandArgument(0, "<PATH>")]
        [Description("JSONL, a JSON array, CSV, Parquet, or MATH's folders.")]
        public string Path { get; init; } = "";

        [CommandOption("--map|--fields <MAP>")]
        [Description("Names of a file's fields, for example problem=question,answer=gold.")]
        public string? Map { get; init; }

        [CommandOption("--json")]
        [Description("One JSON object instead of text.")]
        public bool Json { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var fields = settings.Map is { } map ? FieldMap.Parse(map) : null;
        var check = DatasetCheck.Of(await DatasetReader.ScanAsync(settings.Path, fields, cancellationToken));
        if (settings.Json)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(check, Writing));
        }
        else
        {
            CheckView.Write(console, check);
        }

        return check.Clean ? 0 : 1;
    }
}
