using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Studies;
using QuantGrpc.Evaluator.Reports.Studies;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>
/// <c>compare</c>: a study of runs over several base models; or, of two runs that differ by the step grammar alone, whether the grammar
/// helps a variant more than the reference.
/// </summary>
internal sealed class CompareCommand(IAnsiConsole console) : AsyncCommand<CompareCommand.Settings>
{
    internal sealed class Settings : StoreSettings
    {
        [CommandArgument(0, "<RUN>")]
        [Description("Two runs or more, by any unique beginnings of their ids, each with its own reference.")]
        public string[] Runs { get; init; } = [];

        [CommandOption("--json")]
        [Description("For programs: one JSON object with losses by level too.")]
        public bool Json { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Runs.Length < 2 ? ValidationResult.Error("RUN: two runs at least") : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        var runs = new List<StudyRun>();
        foreach (var name in settings.Runs)
        {
            runs.Add(await StudyBuilder.ReadAsync(store, await StoredRuns.FindAsync(store, name, cancellationToken), cancellationToken));
        }

        if (runs.Select(r => r.Run.Id).Distinct().Count() < runs.Count)
        {
            throw new IncomparableRunsException("a run stands twice among those to compare");
        }

        if (runs is [var first, var second] && StepGrammarComparison.Of(first, second) is { } grammar)
        {
            Show(grammar, settings.Json);
        }
        else
        {
            Show(new StudyBuilder(runs).Build(), settings.Json);
        }

        return 0;
    }

    private void Show(StudyReport study, bool json)
    {
        if (json)
        {
            JsonOutput.Write(StudyJson.Of(study));
        }
        else
        {
            StudyTable.Write(console, study);
        }
    }

    private void Show(StepGrammarComparison grammar, bool json)
    {
        var effects = grammar.Effects();
        if (json)
        {
            JsonOutput.Write(StudyJson.Of(grammar, effects));
        }
        else
        {
            StudyTable.Write(console, effects);
        }
    }
}
