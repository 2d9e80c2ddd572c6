using System.ComponentModel;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>judge-run</c>: lets judges see the failures of a stored run; nothing is generated again.</summary>
internal sealed class JudgeRunCommand(IAnsiConsole console) : AsyncCommand<JudgeRunCommand.Settings>
{
    internal sealed class Settings : ServerSettings
    {
        [CommandArgument(0, "[RUN]")]
        [Description("The run, by any unique beginning of its id. Default: the latest.")]
        public string? Run { get; init; }

        [CommandOption("--judge <JUDGE>")]
        [Description(JudgeSettings.JudgeHelp)]
        public string[] Judges { get; init; } = [];

        [CommandOption("--arbiter <JUDGE>")]
        [Description(JudgeSettings.ArbiterHelp)]
        public string[] Arbiters { get; init; } = [];
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Judges.Length + settings.Arbiters.Length > 0 ? ValidationResult.Success() : ValidationResult.Error("--judge or --arbiter: at least one is required");

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var run = await StoredRuns.FindAsync(store, settings.Run, cancellationToken);
        var room = new RunRoom(server, store, TimeProvider.System) { JudgeKeyFile = settings.JudgeKeyFile };
        var session = await RunSession.JudgeAsync(run, new PanelRequest(settings.Judges, settings.Arbiters), room, cancellationToken);
        await new ProgressView(console).ExecuteAsync(session, cancellationToken);
        return 0;
    }
}
