using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Evaluator.Commands.Running;

/// <summary>From the options of <c>run</c> to a request, with every default filled in.</summary>
internal static class RunRequests
{
    /// <exception cref="RunRefusedException">A prompt, grammar or endpoint that is none.</exception>
    public static RunRequest Of(RunSettings settings, Dataset dataset, Shots? shots) => new()
    {
        Dataset = dataset,
        Sample = settings.Sample,
        Variants = [.. Named(settings), .. settings.Endpoints.Select(text => $"{EndpointVariant.Require(text).Name}={EndpointVariant.Require(text).Endpoint}")],
        Notes = settings.VariantNotes.Select(note => note.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]),
        Reference = settings.Reference,
        PromptName = settings.Prompt,
        Settings = new SolutionSettings
        {
            Prompt = PromptTemplate.Load(settings.Prompt ?? (shots is not null ? "few_shot" : dataset.IsMiniMath ? "problem" : "steps"), shots is not null).Text,
            Shots = shots?.Text,
            Plain = settings.Plain,
            Temperature = settings.Temperature,
            TopP = settings.TopP,
            MaxTokens = settings.MaxTokens ?? (dataset.IsMiniMath ? 512 : 1024),
            Seed = settings.Seed,
            Stop = settings.Stop.Length > 0 ? settings.Stop : settings.Plain && shots is not null ? [Shots.NextExample] : null,
            Grammar = settings.Grammar is { } grammar ? StepGrammar.Load(grammar) : null,
        },
        Judges = settings.Judges,
        Arbiters = settings.Arbiters,
        Divergence = settings.Divergence,
        Parallelism = settings.Parallel,
        Samples = settings.Samples,
        NoiseFloor = settings.NoiseFloor,
    };

    private static string[] Named(RunSettings settings) =>
        settings.Variants?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
