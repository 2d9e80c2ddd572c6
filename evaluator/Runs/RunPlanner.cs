using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Turns a request into a stored run. The same request finds the run that it made before: that is how a run resumes.</summary>
internal sealed class RunPlanner(InferenceClient server, RunStore store)
{
    public const string MiniMathNotice = "MiniMATH, synthetic: shows the instrument, not large models";

    /// <summary>Stores the run, or takes up the one of the same definition.</summary>
    /// <exception cref="RunRefusedException">A variant that does not serve, or a reference that is not among them.</exception>
    public async Task<Run> PlanAsync(RunRequest request, CancellationToken cancellation)
    {
        var info = await server.GetServerInfoAsync(cancellation);
        var variants = await IdentifyAsync(Choose(await server.ListVariantsAsync(cancellation), request), cancellation);
        var run = new NewRun
        {
            Id = IdOf(request, variants),
            Dataset = new DatasetFacts { Name = request.Dataset.Name, Source = request.Dataset.Source, Sha256 = request.Dataset.Sha256 },
            SettingsJson = request.Settings.ToJson(),
            SettingsHash = request.Settings.Hash(),
            Notice = request.Dataset.IsMiniMath ? MiniMathNotice : null,
            Host = HostOf(info, variants),
            Variants = variants,
            Problems = Problems(request),
            Judges = request.Judges,
            Divergence = request.Divergence,
        };
        if (await store.GetRunAsync(run.Id, cancellation) is null)
        {
            await store.CreateRunAsync(run, cancellation);
        }
        else
        {
            await ResumeAsync(run, cancellation);
        }

        return await store.GetRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"run {run.Id} was stored and is gone");
    }

    // A server that has just started may still be hashing its weights; the beginning of a stream waits for that.
    private async Task<IReadOnlyList<RunVariant>> IdentifyAsync(List<RunVariant> variants, CancellationToken cancellation)
    {
        for (var i = 0; i < variants.Count; i++)
        {
            if (string.IsNullOrEmpty(variants[i].Fingerprint))
            {
                variants[i] = variants[i] with { Fingerprint = await FingerprintAsync(variants[i].Name, cancellation) };
            }
        }

        return variants;
    }

    private async Task<string> FingerprintAsync(string variant, CancellationToken cancellation)
    {
        var probe = new GenerationRequest { Variant = variant, Prompt = "1", MaxTokens = 1 };
        await foreach (var item in server.GenerateAsync(probe, cancellation))
        {
            if (item is GenerationStarted started)
            {
                return started.Fingerprint;
            }
        }

        throw new GenerationFailedException(GenerationFault.ServerFault, $"{variant}: the stream had no beginning");
    }

    private async Task ResumeAsync(NewRun run, CancellationToken cancellation)
    {
        // A server that was restarted may state other fingerprints: changed variants are new cells.
        foreach (var variant in run.Variants)
        {
            await store.SetVariantAsync(run.Id, variant, cancellation);
        }

        foreach (var judge in run.Judges)
        {
            await store.AddJudgeAsync(run.Id, judge, cancellation);
        }

        if (run.Divergence)
        {
            await store.AskDivergenceAsync(run.Id, cancellation);
        }

        await store.SetStateAsync(run.Id, RunState.Running, reason: null, cancellation);
    }

    private static List<RunVariant> Choose(IReadOnlyList<ServedVariant> served, RunRequest request)
    {
        var names = request.Variants.Count > 0 ? request.Variants : [.. served.Where(v => v.IsReady).OrderByDescending(v => v.BitsPerWeight).ThenBy(v => v.Id, StringComparer.Ordinal).Select(v => v.Id)];
        var chosen = names.Select(name => VariantChoice.Find(served, "--variants", name)).DistinctBy(v => v.Id).ToList();
        if (chosen.Count == 0)
        {
            throw new RunRefusedException("--variants: no variant of the server serves");
        }

        var reference = request.Reference is { } name2 ? VariantChoice.Find(chosen, "--reference", name2) : chosen[0];
        return [.. chosen.Select(v => new RunVariant
        {
            Name = v.Id, Fingerprint = v.Fingerprint, IsReference = v.Id == reference.Id, Facts = VariantChoice.FactsOf(v),
        })];
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

    private static HostFacts HostOf(ServerInfo info, IReadOnlyList<RunVariant> variants) => new()
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
            .Concat(variants.Select(v => $"{v.Name}{(v.IsReference ? "*" : "")}"));
        return ContentHash.Of(string.Join('\n', parts))[..12];
    }
}
