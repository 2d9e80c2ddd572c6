using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Turns a request into a stored run. The same request finds the run that it made before: that is how a run resumes.</summary>
internal sealed class RunPlanner(RunRoom room, VariantSources sources)
{
    public const string MiniMathNotice = "MiniMATH, synthetic: shows the instrument, not large models";

    /// <summary>Stores the run, or takes up the one of the same definition.</summary>
    /// <exception cref="RunRefusedException">A variant that does not serve, or a reference that is not among them.</exception>
    public async Task<Run> PlanAsync(RunRequest request, CancellationToken cancellation)
    {
        var variants = await new VariantPlanner(room.Server, sources).PlanAsync(request, cancellation);
        RequirePossible(request, variants);
        var run = new NewRun
        {
            Id = IdOf(request, variants),
            Dataset = new DatasetFacts { Name = request.Dataset.Name, Source = request.Dataset.Source, Sha256 = request.Dataset.Sha256 },
            SettingsJson = request.Settings.ToJson(),
            SettingsHash = request.Settings.Hash(),
            Samples = request.Samples,
            Notice = request.Dataset.IsMiniMath ? MiniMathNotice : null,
            Host = variants.All(v => v.Facts.Endpoint is not null) ? new HostFacts() : HostOf(await room.Server.GetServerInfoAsync(cancellation)),
            Variants = variants,
            Problems = Problems(request),
            Judges = request.Judges,
            Divergence = request.Divergence,
        };
        if (await room.Store.GetRunAsync(run.Id, cancellation) is null)
        {
            await room.Store.CreateRunAsync(run, cancellation);
        }
        else
        {
            await ResumeAsync(run, cancellation);
        }

        return await room.Store.GetRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"run {run.Id} was stored and is gone");
    }

    private static void RequirePossible(RunRequest request, IReadOnlyList<RunVariant> variants)
    {
        if (request.Settings.Grammar is not null && variants.FirstOrDefault(v => v.Facts.Endpoint is not null) is { } endpoint)
        {
            throw new RunRefusedException($"--grammar: {endpoint.Name} is behind an endpoint, whose protocol has no grammars; it has to hold for every variant");
        }

        if (request.Divergence && variants.Single(v => v.IsReference).Facts.Endpoint is not null)
        {
            throw new RunRefusedException("--divergence: the reference is behind an endpoint, which states no tokens");
        }

        if (request.Notes.Keys.Except(variants.Select(v => v.Name)).FirstOrDefault() is { } unknown)
        {
            throw new RunRefusedException($"--variant-note {unknown}: there is no such variant in the run; there are {string.Join(", ", variants.Select(v => v.Name))}");
        }
    }

    private async Task ResumeAsync(NewRun run, CancellationToken cancellation)
    {
        // A server that was restarted may state other fingerprints: changed variants are new cells.
        foreach (var variant in run.Variants.Where(v => v.Fingerprint is not null))
        {
            await room.Store.SetVariantAsync(run.Id, variant, cancellation);
        }

        foreach (var judge in run.Judges)
        {
            await room.Store.AddJudgeAsync(run.Id, judge, cancellation);
        }

        if (run.Divergence)
        {
            await room.Store.AskDivergenceAsync(run.Id, cancellation);
        }

        await room.Store.SetStateAsync(run.Id, RunState.Running, reason: null, cancellation);
    }

    private static List<RunProblem> Problems(RunRequest request)
    {
        var problems = request.Sample is { } sample
            ? StratifiedSample.Take(request.Dataset.Problems, sample, request.Settings.Seed)
            : request.Dataset.Problems;
        // Two rows with one text would be one cell: the first stands for both.
        return [.. problems.DistinctBy(p => p.Text).Select(p => new RunProblem
        {
            ProblemId = p.Id, Text = p.Text, Answer = p.Answer, Solution = p.Solution, Subject = p.Subject, Level = p.Level,
        })];
    }

    private static HostFacts HostOf(ServerInfo info) => new()
    {
        Server = info.Product,
        Engine = $"llama.cpp {info.LlamaCppRelease}",
        NativeLibrary = info.NativeLibrary,
        InstructionSet = string.Join(' ', info.CpuFeatures),
        Devices = info.Devices,
    };

    // Twelve hex digits of all that the user asked for: short enough to type, and the same for the same request.
    private static string IdOf(RunRequest request, IReadOnlyList<RunVariant> variants)
    {
        var parts = new[] { request.Dataset.Sha256, $"{request.Sample}", request.Settings.Hash() }
            .Concat(request.Samples == 1 ? [] : [$"samples {request.Samples}"]) // what is not asked for leaves ids as they are
            .Concat(variants.Select(v => $"{v.Name}{(v.IsReference ? "*" : "")}"));
        return ContentHash.Of(string.Join('\n', parts))[..12];
    }
}
