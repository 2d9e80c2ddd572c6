using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Status;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Runs.Imports;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>import-run</c>: takes outputs that were made elsewhere in as a run.</summary>
internal sealed class ImportRunCommand(IAnsiConsole console) : AsyncCommand<ImportRunCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "[FILE]")]
        [Description("Own rows (.jsonl, .json, .csv, .parquet) with an output each, or samples of lm-evaluation-harness; may be given again.")]
        public string[] Files { get; init; } = [];

        [CommandOption("--variant <NAME=FILE>")]
        [Description("A file whose rows are one variant's; may be given again. Of other files the field \"variant\" names it, else the file's name.")]
        public string[] Variants { get; init; } = [];

        [CommandOption("--map <MAP>")]
        [Description("Names of fields, for example prediction=response,id=pid,problem=question,answer=gold,variant=model,sample=k.")]
        public string? Map { get; init; }

        [CommandOption("--data <PATH>")]
        [Description("The data set of the problems. Default: the rows hold them.")]
        public string? Data { get; init; }

        [CommandOption("--reference <VARIANT>")]
        [Description("The variant that the others are compared with. Default: the first.")]
        public string? Reference { get; init; }

        [CommandOption("--base-model <NAME>")]
        [Description("Name of the model that the variants are made of, for `compare`.")]
        public string? BaseModel { get; init; }

        [CommandOption("--json")]
        [Description("For programs: one JSON object with the run and its counts.")]
        public bool Json { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Files.Length + settings.Variants.Length == 0 ? ValidationResult.Error("FILE, --variant: one of them is required")
        : Array.Find(settings.Variants, v => v.IndexOf('=', StringComparison.Ordinal) is < 1) is { } odd
            ? ValidationResult.Error($"--variant {odd}: allowed is NAME=FILE")
        : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var request = new ImportRequest
        {
            Files = [.. settings.Files.Select(path => new ImportFile(path, Variant: null)), .. settings.Variants.Select(FileOf)],
            Dataset = settings.Data is { } data ? await DatasetReader.ReadAsync(data, fields: null, cancellationToken) : null,
            Map = ImportMap.Parse(settings.Map),
            Reference = settings.Reference,
            BaseModel = settings.BaseModel,
        };
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        Run? run = null;
        await StatusLine.ShowAsync(console, "reading", async report =>
            run = await new RunImporter(store).ImportAsync(request, done => report($"{done} results stored"), cancellationToken));
        var status = await new StatusReader(store, TimeProvider.System).ReadAsync(run?.Id ?? "", cancellationToken);
        if (settings.Json)
        {
            JsonOutput.Write(StatusJson.Of(status));
            return 0;
        }

        Divergences.DivergenceTable.Widen(console);
        console.Write(StatusTable.OfRun(status));
        console.WriteLine();
        return 0;
    }

    private static ImportFile FileOf(string option)
    {
        var parts = option.Split('=', 2);
        return new ImportFile(parts[1], parts[0]);
    }
}
