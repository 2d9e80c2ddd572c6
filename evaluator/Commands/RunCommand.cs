using System.ComponentModel;
using QuantGrpc.Evaluator.Commands.Divergences;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Service;
using QuantGrpc.Evaluator.Storage;
using Spectre.Console;
using Spectre.Console.Cli;

namespace QuantGrpc.Evaluator.Commands;

/// <summary><c>run</c>: evaluates variants on a data set; typed again, it goes on where it was.</summary>
internal sealed class RunCommand(IAnsiConsole console) : AsyncCommand<RunCommand.Settings>
{
    private const int MostShots = 64;

    internal sealed class Settings : ServerSettings
    {
        [CommandOption("--data <PATH>")]
        [Description("MATH, MATH-500, GSM8K, MiniMATH or a file of your own: JSONL, Parquet, or MATH's folders.")]
        public string Data { get; init; } = "";

        [CommandOption("--fields <MAP>")]
        [Description("Names of a file's fields, for example problem=question,answer=gold.")]
        public string? Fields { get; init; }

        [CommandOption("--sample <N>")]
        [Description("Problems to take, stratified by subject and level. Default: all.")]
        public int? Sample { get; init; }

        [CommandOption("--variants <LIST>")]
        [Description("Variants by id or suffix, comma-separated. Default: all that serve.")]
        public string? Variants { get; init; }

        [CommandOption("--reference <VARIANT>")]
        [Description("The variant that the others are compared with. Default: the first.")]
        public string? Reference { get; init; }

        [CommandOption("--prompt <NAME>")]
        [Description("problem (the problem alone), steps (asks for steps and a box), few_shot (after examples), or a file with {problem} and, for examples, {shots} in it. Default: few_shot with --shots, else problem on MiniMATH, else steps.")]
        public string? Prompt { get; init; }

        [CommandOption("--shots <N>")]
        [Description("Solved examples before the problem, drawn from --shots-from by --seed.")]
        public int? Shots { get; init; }

        [CommandOption("--shots-from <PATH>")]
        [Description("The training set of the examples; problems of --data are never drawn.")]
        public string? ShotsFrom { get; init; }

        [CommandOption("--plain")]
        [Description("Send the prompt as it is, without the model's chat template.")]
        public bool Plain { get; init; }

        [CommandOption("--temperature <T>")]
        [Description("0 is greedy.")]
        [DefaultValue(0f)]
        public float Temperature { get; init; }

        [CommandOption("--top-p <P>")]
        [DefaultValue(1f)]
        public float TopP { get; init; }

        [CommandOption("--max-tokens <N>")]
        [Description("Most tokens of a solution. Default: 512 on MiniMATH, else 1024.")]
        public int? MaxTokens { get; init; }

        [CommandOption("--seed <N>")]
        [Description("Seed of draws and of the sample.")]
        [DefaultValue(0ul)]
        public ulong Seed { get; init; }

        [CommandOption("--judge <JUDGE>")]
        [Description(JudgeSettings.JudgeHelp)]
        public string[] Judges { get; init; } = [];

        [CommandOption("--arbiter <JUDGE>")]
        [Description(JudgeSettings.ArbiterHelp)]
        public string[] Arbiters { get; init; } = [];

        [CommandOption("--divergence")]
        [Description("Give the reference's solutions to the other variants, token by token: where they part, and how far.")]
        public bool Divergence { get; init; }

        [CommandOption("--parallel <N>")]
        [Description("Problems in flight.")]
        [DefaultValue(16)]
        public int Parallel { get; init; }

        [CommandOption("--evaluator <ADDRESS>")]
        [Description("Submit to an evaluation service and watch, instead of running here.")]
        public string? Evaluator { get; init; }
    }

    public override ValidationResult Validate(CommandContext context, Settings settings) =>
        settings.Data.Length == 0 ? ValidationResult.Error("--data: a file or folder is required")
        : settings.Sample is < 1 ? ValidationResult.Error($"--sample {settings.Sample}: at least 1")
        : settings.Shots is { } shots && shots is < 1 or > MostShots ? ValidationResult.Error($"--shots {settings.Shots}: 1 to {MostShots}")
        : settings.Shots is null != settings.ShotsFrom is null ? ValidationResult.Error("--shots and --shots-from: one needs the other")
        : settings.Evaluator is not null && (settings.Plain || settings.Shots is not null)
            ? ValidationResult.Error("--evaluator: the service takes neither --plain nor --shots")
        : settings.Temperature is not (>= 0 and <= 100) ? ValidationResult.Error($"--temperature {settings.Temperature}: 0 to 100")
        : settings.TopP is not (> 0 and <= 1) ? ValidationResult.Error($"--top-p {settings.TopP}: above 0 up to 1")
        : settings.MaxTokens is < 1 ? ValidationResult.Error($"--max-tokens {settings.MaxTokens}: at least 1")
        : settings.Parallel is not (>= 1 and <= 1024) ? ValidationResult.Error($"--parallel {settings.Parallel}: 1 to 1024")
        : ValidationResult.Success();

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        var fields = settings.Fields is { } map ? FieldMap.Parse(map) : null;
        var dataset = await DatasetReader.ReadAsync(settings.Data, fields, cancellationToken);
        if (settings.Evaluator is { } address)
        {
            await SubmitAsync(address, settings, dataset, cancellationToken);
            return 0;
        }

        await using var store = await RunStore.OpenAsync(settings.Store, TimeProvider.System, cancellationToken);
        using var server = new InferenceClient(settings.Server, TimeProvider.System);
        var room = new RunRoom(server, store, TimeProvider.System) { JudgeKeyFile = settings.JudgeKeyFile };
        var shots = await ShotsAsync(settings, dataset, cancellationToken);
        var session = await RunSession.BeginAsync(RequestOf(settings, dataset, shots), room, cancellationToken);
        await new ProgressView(console).ExecuteAsync(session, cancellationToken);
        await DivergenceLines.WriteAsync(console, store, session.Run.Id, cancellationToken);
        return 0;
    }

    private async Task SubmitAsync(string address, Settings settings, Dataset dataset, CancellationToken cancellation)
    {
        if (settings.Arbiters.Length > 0)
        {
            throw new RunRefusedException("--arbiter: a run at an evaluation service has none; run it here, or let judge-run ask one over the service's store");
        }

        using var service = new EvaluationClient(address);
        IReadOnlyList<VariantPace> latest = [];
        await new ProgressView(console).ShowAsync(() => latest, WatchAsync());

        async Task WatchAsync()
        {
            var request = RequestOf(settings, dataset, shots: null) with { PromptName = settings.Prompt };
            var id = await service.CreateAsync(request, cancellation);
            console.MarkupLineInterpolated($"run {id} at {address}");
            await foreach (var paces in service.WatchAsync(id, cancellation))
            {
                latest = paces;
            }
        }
    }

    private async Task<Shots?> ShotsAsync(Settings settings, Dataset dataset, CancellationToken cancellation)
    {
        if (settings.Shots is not { } count || settings.ShotsFrom is not { } path)
        {
            return null;
        }

        var shots = await Shots.DrawAsync(path, count, settings.Seed, dataset, cancellation);
        if (shots.Passed > 0)
        {
            console.MarkupLineInterpolated($"{path}: {Figures.Count(shots.Passed, "malformed row")} passed over; [dim]datasets check[/] names them");
        }

        return shots;
    }

    private static RunRequest RequestOf(Settings settings, Dataset dataset, Shots? shots) => new()
    {
        Dataset = dataset,
        Sample = settings.Sample,
        Variants = settings.Variants?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        Reference = settings.Reference,
        Settings = new SolutionSettings
        {
            Prompt = PromptTemplate.Load(settings.Prompt ?? (shots is not null ? "few_shot" : dataset.IsMiniMath ? "problem" : "steps"), shots is not null).Text,
            Shots = shots?.Text,
            Plain = settings.Plain,
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MaxTokens = settings.MaxTokens ?? (dataset.IsMiniMath ? 512 : 1024),
            Seed = settings.Seed,
        },
        Judges = settings.Judges,
        Arbiters = settings.Arbiters,
        Divergence = settings.Divergence,
        Parallelism = settings.Parallel,
    };
}
