using System.Collections.Concurrent;
using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Hosting.Draining;

namespace QuantGrpc.Tests.Endpoints;

/// <summary>A real Kestrel on free loopback ports with a service whose methods are the test's own.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IDisposable> _clients = [];

    private EndpointHost(WebApplication app, BoundEndpoints bound)
    {
        _app = app;
        Bound = bound;
    }

    public BoundEndpoints Bound { get; }

    public IServiceProvider Services => _app.Services;

    public ScriptedCalls Calls => _app.Services.GetRequiredService<ScriptedCalls>();

    /// <summary>Every line logged at Warning and above, and the guard's own.</summary>
    public ConcurrentQueue<string> Logged => _app.Services.GetRequiredService<LogLines>().Lines;

    public static async Task<EndpointHost> StartAsync(EndpointLimits? limits = null, DrainOptions? drain = null, int? healthPort = null, int? adminPort = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var lines = new LogLines();
        builder.Logging.AddProvider(lines);
        builder.Services.AddSingleton(lines);
        builder.Services.AddSingleton<ScriptedCalls>();
        builder.AddQuantGrpcEndpoints(
            ListenPlan.From(new ListenRequest { DefaultPort = 0, HealthPort = healthPort, AdminPort = adminPort }),
            limits ?? new EndpointLimits(),
            drain ?? new DrainOptions { PreDrain = TimeSpan.Zero });
        var app = builder.Build();
        app.MapQuantGrpcEndpoints();
        app.MapGrpcService<ScriptedCalls>();
        return new EndpointHost(app, await app.StartListeningAsync(TestContext.Current.CancellationToken));
    }

    public GrpcChannel Channel(IPEndPoint? at = null, Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler();
        configure?.Invoke(handler);
        var channel = GrpcChannel.ForAddress($"http://{at ?? Bound.Grpc}", new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _clients.Add(channel);
        return channel;
    }

    public RawClient Raw(IPEndPoint? at = null)
    {
        var client = new RawClient(at ?? Bound.Grpc);
        _clients.Add(client);
        return client;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.DisposeAsync();
    }
}
