namespace QuantGrpc.Bench.Soak;

/// <summary>What a soak has seen.</summary>
internal sealed record SoakOutcome
{
    /// <summary>Quiet points, the first one before the load that is judged.</summary>
    public required IReadOnlyList<SoakSample> Samples { get; init; }

    public required CallTally Calls { get; init; }

    /// <summary>Probes that were compared with the first of their variant.</summary>
    public required int Probes { get; init; }

    /// <summary>Unloads of the variant that comes and goes.</summary>
    public required int Unloads { get; init; }

    /// <summary>Errors in the server's log, each with its first lines.</summary>
    public required IReadOnlyList<string> LoggedErrors { get; init; }

    /// <summary>How the server ended when it was asked to; null where it was not, as the soak was stopped.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether somebody stopped it: there is no verdict then.</summary>
    public bool WasStopped { get; init; }
}
