namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>Scenarios by name.</summary>
internal static class ScenarioNames
{
    public const string Known = "single, shared, trace, long-prompt, variants, alternatives";

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static IScenario Of(string name, LoadSettings settings) => name switch
    {
        "single" => new ClosedScenario(settings, new ScenarioSize(1, 256, 0).With(settings)),
        "shared" => new ClosedScenario(settings, new ScenarioSize(16, 256, 4).With(settings)),
        "trace" => new TraceScenario(settings, new ScenarioSize(64, 64, 0).With(settings)),
        "long-prompt" => new LongPromptScenario(settings, new ScenarioSize(8, 256, 0).With(settings)),
        "variants" => new VariantsScenario(settings, new ScenarioSize(8, 128, 0).With(settings)),
        "alternatives" => new AlternativesScenario(settings, new ScenarioSize(8, 128, 0).With(settings)),
        _ => throw new ArgumentException($"scenario {name} is not known; known are {Known}", nameof(name)),
    };
}
