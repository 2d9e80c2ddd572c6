namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>Scenarios by name.</summary>
internal static class ScenarioNames
{
    public static readonly string[] All = ["single", "shared"];

    public static IScenario Of(string name, LoadSettings settings) => name switch
    {
        "single" => new ClosedScenario(settings, streams: 1, shots: 0),
        "shared" => new ClosedScenario(settings, streams: 16, shots: 4),
        _ => throw new ArgumentException($"scenario {name} is not known; known are {string.Join(", ", All)}", nameof(name)),
    };
}
