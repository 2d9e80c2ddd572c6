namespace QuantGrpc.Endpoints.Listening;

/// <summary>Where to listen, as the command line says it.</summary>
public sealed record ListenRequest
{
    /// <summary>gRPC port when none is given: the server's 50051, the evaluator's 50052.</summary>
    public required int DefaultPort { get; init; }

    /// <summary><c>--listen ADDRESS:PORT</c>, or an address alone; null for loopback.</summary>
    public string? Listen { get; init; }

    /// <summary><c>--port N</c>; 0 takes any free port.</summary>
    public int? Port { get; init; }

    /// <summary><c>--health-port N</c>: a port for health alone, on the same address; null for none.</summary>
    public int? HealthPort { get; init; }

    /// <summary><c>--admin-port N</c>: a port for <c>/metrics</c> alone, on the same address; null for none.</summary>
    public int? AdminPort { get; init; }

    /// <summary><c>--insecure-listen</c>: clear text may be heard beyond loopback.</summary>
    public bool InsecureListen { get; init; }
}
