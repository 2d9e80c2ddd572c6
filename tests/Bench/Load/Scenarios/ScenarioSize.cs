namespace QuantGrpc.Bench.Load.Scenarios;

/// <summary>How large a scenario is where the command line does not say otherwise.</summary>
/// <param name="Streams">Streams that run together, of each variant.</param>
/// <param name="Tokens">Tokens of each stream.</param>
/// <param name="Shots">Worked examples before each question.</param>
internal sealed record ScenarioSize(int Streams, int Tokens, int Shots)
{
    private const int QuickTokens = 32;

    /// <summary>What the command line leaves of it.</summary>
    public ScenarioSize With(LoadSettings settings) => new(
        settings.Streams ?? Streams,
        settings.Tokens ?? (settings.Quick ? Math.Min(Tokens, QuickTokens) : Tokens),
        settings.Shots ?? Shots);
}
