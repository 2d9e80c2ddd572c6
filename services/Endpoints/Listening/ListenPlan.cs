using System.Globalization;
using System.Net;
using QuantGrpc.Hosting;

namespace QuantGrpc.Endpoints.Listening;

/// <summary>Where to listen, checked. Ports for gRPC speak HTTP/2 in clear text.</summary>
public sealed record ListenPlan
{
    private ListenPlan(IPEndPoint grpc) => Grpc = grpc;

    /// <summary>Every service.</summary>
    public IPEndPoint Grpc { get; }

    /// <summary>grpc.health.v1 alone; null if not asked for.</summary>
    public IPEndPoint? Health { get; private init; }

    /// <summary><c>/metrics</c> alone, over HTTP/1.1; null if not asked for.</summary>
    public IPEndPoint? Admin { get; private init; }

    /// <summary>Whether other machines may reach it.</summary>
    public bool IsBeyondLoopback => !IPAddress.IsLoopback(Grpc.Address);

    /// <summary>Checks a request.</summary>
    /// <exception cref="StartException">Names the option, its value and what is allowed.</exception>
    public static ListenPlan From(ListenRequest request)
    {
        var given = request.Listen is { } listen ? Parse(listen) : new GivenAddress(IPAddress.Loopback, null);
        if (given.Port is { } both && request.Port is { } port && both != port)
        {
            throw new StartException($"--listen '{request.Listen}' and --port {port} name different ports: give one of them");
        }

        var plan = new ListenPlan(new IPEndPoint(given.Address, Checked("--port", request.Port ?? given.Port ?? request.DefaultPort)))
        {
            Health = request.HealthPort is { } health ? new IPEndPoint(given.Address, Checked("--health-port", health)) : null,
            Admin = request.AdminPort is { } admin ? new IPEndPoint(given.Address, Checked("--admin-port", admin)) : null,
        };
        CheckApart("--health-port", plan.Health, "gRPC", plan.Grpc);
        CheckApart("--admin-port", plan.Admin, "gRPC", plan.Grpc);
        CheckApart("--admin-port", plan.Admin, "health", plan.Health);
        return plan.IsBeyondLoopback && !request.InsecureListen
            ? throw new StartException($"--listen '{request.Listen}' is clear text beyond loopback: add --insecure-listen to allow it")
            : plan;
    }

    // Connections are told apart by their port alone.
    private static void CheckApart(string option, IPEndPoint? port, string name, IPEndPoint? other)
    {
        if (port is { Port: not 0 } && port.Port == other?.Port)
        {
            throw new StartException($"{option} {port.Port} is the {name} port: give it one of its own");
        }
    }

    private static GivenAddress Parse(string listen)
    {
        var colon = listen.EndsWith(']') ? -1 : listen.LastIndexOf(':');
        var address = colon < 0 ? listen : listen[..colon];
        var port = colon < 0 ? null : ParsePort(listen, listen[(colon + 1)..]);
        return new GivenAddress(ParseAddress(listen, address), port);
    }

    private static int? ParsePort(string listen, string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Checked("--listen", number) : throw Refused(listen);

    private static IPAddress ParseAddress(string listen, string address) => address switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.IPv6Any,
        ['[', .. var inner, ']'] when IPAddress.TryParse(inner, out var v6) => v6,
        _ when !address.Contains(':') && address.Count(c => c == '.') == 3 && IPAddress.TryParse(address, out var v4) => v4,
        _ => throw Refused(listen),
    };

    private static StartException Refused(string listen) => new(
        $"--listen '{listen}' is refused: allowed is ADDRESS or ADDRESS:PORT, the address an IPv4 address, an IPv6 address in brackets, localhost or *");

    private static int Checked(string option, int port) => port is >= 0 and <= IPEndPoint.MaxPort
        ? port
        : throw new StartException($"{option} {port} is refused: allowed is 0 (any free port) to {IPEndPoint.MaxPort}");

    private sealed record GivenAddress(IPAddress Address, int? Port);
}
