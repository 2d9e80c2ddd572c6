using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Results;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>results</c>: lists a run's results, filtered.</summary>
internal sealed class ResultsCommand(IAnsiConsole console) : AsyncCommand<ResultsCommand.Settings>
{
    private const int Page = 1000;
    private const int RowsOfATable = 50;

    internal sealed class Settings : StoredRunSettings
    {
        [CommandOption("--variant <VARIANT>")]
        [Description("Only this variant's, by name or suffix.")]
        public string? Variant { get; init; }

        [CommandOption("--subject <SUBJECT>")]
        public string? Subject { get; init; }

        [CommandOption("--level <N>")]
        public int? Level { get; init; }

        [CommandOption("--verdict <VERDICT>")]
        [Description("equivalent, not_equivalent or ungradable.")]
        public string? Verdict { get; init; }

        [CommandOption("--flip <FLIP>")]
        [Description("Against the reference: lost, gained, both_right or both_wrong.")]
        public string? Flip { get; init; }

        [CommandOption("--error-type <TYPE>")]
        [Description("The first wrong step's type, for example computational_error.")]
        public string? ErrorType { get; init; }

        [CommandOption("--agreement <AGREEMENT>")]
        [Description("How the judges agree: one_judge, unanimous, majority or split.")]
        public string? Agreement { get; init; }

        [CommandOption("--limit <N>")]
        [Description("Most rows. Default: 50 in a table, all with --json.")]
        public int? Limit { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Limit is < 1 ? ValidationResult.Error($"--limit {settings.Limit}: at least 1") : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var filter = FilterOf(settings, run);
        var most = settings.Limit ?? (settings.Json ? int.MaxValue : RowsOfATable);
        if (settings.Json)
        {
            for (var (left, page) = (most, new CellPage { Size = Math.Min(Page, most) }); left > 0;)
            {
                var cells = await store.ListCellsAsync(run.Id, filter, page, cancellationToken);
                foreach (var cell in cells)
                {
                    JsonOutput.Write(ResultJson.Of(cell));
                }

                left = cells.Count < page.Size ? 0 : left - cells.Count;
                page = new CellPage { Size = Math.Min(Page, Math.Max(1, left)), After = cells.LastOrDefault() };
            }

            return 0;
        }

        var rows = await store.ListCellsAsync(run.Id, filter, new CellPage { Size = most == int.MaxValue ? most : most + 1 }, cancellationToken);
        ResultTable.Write(console, [.. rows.Take(most)]);
        if (rows.Count > most)
        {
            console.MarkupLineInterpolated($"[dim]the first {most}; --limit shows more, --json all[/]");
        }

        return 0;
    }

    private static CellFilter FilterOf(Settings settings, Run run) => new()
    {
        Variant = settings.Variant is { } name ? StoredRuns.VariantOf(run, name) : null,
        Subject = settings.Subject,
        Level = settings.Level,
        Grade = EnumNames.Parse<GradeVerdict>("--verdict", settings.Verdict),
        Flip = EnumNames.Parse<Flip>("--flip", settings.Flip),
        ErrorType = TypeOf(settings.ErrorType),
        Agreement = EnumNames.Parse<Agreement>("--agreement", settings.Agreement),
        WithAgreement = true,
    };

    private static string? TypeOf(string? name) => EnumNames.Parse<ErrorType>("--error-type", name) is { } type ? type.NameOf() : null;
}
