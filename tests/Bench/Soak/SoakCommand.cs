using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Bench.Soak;

/// <summary><c>soak</c>: random load against a server process of its own, and what is left of it afterwards.</summary>
internal sealed class SoakCommand(IAnsiConsole console) : AsyncCommand<SoakCommand.Settings>
{
    // As shells report a process that an interrupt ended.
    private const int Interrupted = 130;

    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--minutes <N>")]
        [Description("Minutes of random load.")]
        [DefaultValue(30.0)]
        public double Minutes { get; init; }

        [CommandOption("--seed <N>")]
        [Description("Seed of the load.")]
        [DefaultValue(1)]
        public int Seed { get; init; }

        [CommandOption("--callers <N>")]
        [Description("Callers at once.")]
        [DefaultValue(24)]
        public int Callers { get; init; }

        [CommandOption("--storm <N>")]
        [Description("Streams cancelled at random points before the load; 0 for none.")]
        [DefaultValue(10_000)]
        public int Storm { get; init; }

        [CommandOption("--connections <N>")]
        [Description("Connections at once before the load; 0 for none.")]
        [DefaultValue(1_000)]
        public int Connections { get; init; }

        [CommandOption("--full-queue <SECONDS>")]
        [Description("How long a queue is kept at its limit before the load; 0 for not at all.")]
        [DefaultValue(60.0)]
        public double FullQueue { get; init; }

        public override ValidationResult Validate() => this switch
        {
            { Minutes: not (> 0 and <= 10_000) } => ValidationResult.Error($"--minutes is {Minutes}; allowed is above 0 up to 10000"),
            { Callers: < 1 or > 1_000 } => ValidationResult.Error($"--callers is {Callers}; allowed is 1 to 1000"),
            { Storm: < 0 } => ValidationResult.Error($"--storm is {Storm}; allowed is 0 or more"),
            { Connections: < 0 or > 4_000 } => ValidationResult.Error($"--connections is {Connections}; allowed is 0 to 4000"),
            { FullQueue: not (>= 0 and <= 3_600) } => ValidationResult.Error($"--full-queue is {FullQueue}; allowed is 0 to 3600"),
            _ => ValidationResult.Success(),
        };
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var plan = new SoakPlan
        {
            Duration = TimeSpan.FromMinutes(settings.Minutes),
            Seed = settings.Seed,
            Callers = settings.Callers,
            Storm = settings.Storm,
            Connections = settings.Connections,
            FullQueue = TimeSpan.FromSeconds(settings.FullQueue),
        };
        await using var server = await SoakServer.StartAsync();
        var outcome = await new SoakRun(plan, console.WriteLine).RunAsync(server, cancellationToken);
        var lines = outcome.WasStopped ? [] : SoakVerdict.Of(outcome);
        SoakReport.Print(console, outcome, lines);
        return outcome.WasStopped ? Interrupted : lines.All(line => line.Holds) ? 0 : 1;
    }
}
