using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>From what a request names to a run's variants, with the fingerprints that their sources state.</summary>
internal sealed class VariantPlanner(InferenceClient server, VariantSources sources)
{
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellation">Ends asking.</param>
    /// <returns>In the order asked for, the repeat last.</returns>
    /// <exception cref="RunRefusedException">A variant that is not served, or two that cannot be told apart.</exception>
    public async Task<IReadOnlyList<RunVariant>> PlanAsync(RunRequest request, CancellationToken cancellation)
    {
        var named = request.Variants.Select(text => (Text: text, Endpoint: EndpointVariant.Parse(text))).ToList();
        var served = named.Count == 0 || named.Exists(n => n.Endpoint is null) ? await server.ListVariantsAsync(cancellation) : [];
        List<ServedVariant> wanted = [.. named.Where(n => n.Endpoint is null).Select(n => VariantChoice.Find(served, "--variants", n.Text))];
        await VariantRoom.RequireAsync(server, wanted, cancellation);
        IReadOnlyList<RunVariant> variants = named.Count == 0
            ? [.. DefaultsOf(served).Select(VariantOf)]
            : named.ConvertAll(n => n.Endpoint is { } endpoint
                ? new RunVariant { Name = endpoint.Name, Facts = endpoint.FactsOf(request.Notes.GetValueOrDefault(endpoint.Name)) }
                : WithNote(VariantOf(VariantChoice.Find(served, "--variants", n.Text)), request));
        var chosen = await IdentifyAsync(Distinct(variants), wanted.Where(v => !v.IsReady).Select(v => v.Id).ToHashSet(), cancellation);
        RequireDifferent(chosen);
        return WithReference(chosen, request);
    }

    private static IEnumerable<ServedVariant> DefaultsOf(IReadOnlyList<ServedVariant> served)
    {
        var ready = served.Where(v => v.IsReady).OrderByDescending(v => v.BitsPerWeight).ThenBy(v => v.Id, StringComparer.Ordinal).ToList();
        return ready.Count > 0 ? ready : throw new RunRefusedException("--variants: no variant of the server serves");
    }

    private static RunVariant VariantOf(ServedVariant served) =>
        new() { Name = served.Id, Fingerprint = served.Fingerprint.Length > 0 ? served.Fingerprint : null, Facts = VariantChoice.FactsOf(served) };

    private static RunVariant WithNote(RunVariant variant, RunRequest request) =>
        variant with { Facts = variant.Facts with { Note = request.Notes.GetValueOrDefault(variant.Name) } };

    // The same variant under two spellings is one; two endpoints under one name are a mistake.
    private static List<RunVariant> Distinct(IReadOnlyList<RunVariant> variants)
    {
        var distinct = variants.DistinctBy(v => (v.Name, v.Facts.Endpoint)).ToList();
        return distinct.GroupBy(v => v.Name).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw new RunRefusedException($"--variant: {twice.Key} names {string.Join(" and ", twice.Select(v => v.Facts.Endpoint ?? "a variant of the server"))}; each name may stand once")
            : distinct;
    }

    // What is not in memory is identified when it is loaded.
    private async Task<List<RunVariant>> IdentifyAsync(
        List<RunVariant> variants, IReadOnlySet<string> unloaded, CancellationToken cancellation)
    {
        for (var i = 0; i < variants.Count; i++)
        {
            if (variants[i] is { Fingerprint: null } variant && !unloaded.Contains(variant.Name))
            {
                variants[i] = variants[i] with { Fingerprint = await FingerprintAsync(variant, cancellation) };
            }
        }

        return variants;
    }

    // A server that has just started may still be hashing its weights; the beginning of a stream waits for that.
    private async Task<string> FingerprintAsync(RunVariant variant, CancellationToken cancellation)
    {
        if (variant.Facts.Endpoint is { } endpoint)
        {
            return await sources.Of(variant.Facts).FingerprintAsync(variant.Name, cancellation)
                ?? throw new RunRefusedException($"--variant {variant.Name}: {endpoint} cannot be reached, or breaks off");
        }

        var probe = new GenerationRequest { Variant = variant.Name, Prompt = "1", MaxTokens = 1 };
        var started = await server.GenerateAsync(probe, cancellation).OfType<GenerationStarted>().FirstAsync(cancellation);
        return started.Fingerprint;
    }

    // What an endpoint states may be the same of two checkpoints; their results would be one another's.
    private static void RequireDifferent(IReadOnlyList<RunVariant> variants)
    {
        var alike = variants.GroupBy(v => v.Fingerprint).FirstOrDefault(g => g.Key is not null && g.Count() > 1 && g.Any(v => v.Facts.Endpoint is not null));
        if (alike is not null)
        {
            throw new RunRefusedException(
                $"--variant: the endpoints of {string.Join(" and ", alike.Select(v => v.Name))} state the same of themselves; tell them apart with --variant-note NAME=TEXT");
        }
    }

    private static IReadOnlyList<RunVariant> WithReference(IReadOnlyList<RunVariant> variants, RunRequest request)
    {
        var name = request.Reference is { } asked ? VariantChoice.NameIn(variants, asked) : variants[0].Name;
        List<RunVariant> marked = [.. variants.Select(v => v with { IsReference = v.Name == name })];
        return request.NoiseFloor ? [.. marked, Repeat.Of(marked.Single(v => v.IsReference), request.Parallelism)] : marked;
    }
}
