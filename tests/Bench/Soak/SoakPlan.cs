namespace QuantGrpc.Bench.Soak;

/// <summary>How long and how hard.</summary>
internal sealed record SoakPlan
{
    /// <summary>Time of random load that is judged, quiet points included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Seed of everything that is drawn by lot. The order in which calls meet the server is not reproduced.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Callers at once: each makes one call after another.</summary>
    public int Callers { get; init; } = 24;

    /// <summary>Random load between two quiet points.</summary>
    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Random load before the first measurement: caches, pools and compiled code reach their size.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Problems that are tried as witnesses, for each variant.</summary>
    public int Problems { get; init; } = 24;

    /// <summary>Streams that are cancelled at random points before the load is judged; 0 for none.</summary>
    public int Storm { get; init; }

    /// <summary>Connections at once before the load is judged; 0 for none.</summary>
    public int Connections { get; init; }

    /// <summary>How long a queue is kept at its limit before the load is judged; zero for not at all.</summary>
    public TimeSpan FullQueue { get; init; }
}
