using System.Net.Sockets;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using QuantGrpc.Endpoints.Guard;
using QuantGrpc.Endpoints.Health;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Endpoints.Telemetry;
using QuantGrpc.Hosting;
using QuantGrpc.Hosting.Draining;

namespace QuantGrpc.Endpoints;

/// <summary>How both executables listen.</summary>
public static class EndpointsExtensions
{
    /// <summary>
    /// Adds gRPC on the plan's ports with limits, guard, errors, health, reflection, telemetry and drain. Services that may then be asked for:
    /// <see cref="HealthBoard"/>, <see cref="EventStreams"/>, <see cref="DrainState"/>, <see cref="BoundEndpoints"/>.
    /// </summary>
    public static IGrpcServerBuilder AddQuantGrpcEndpoints(
        this WebApplicationBuilder builder, ListenPlan plan, EndpointLimits limits, DrainOptions drain)
    {
        var bound = new BoundEndpoints();
        builder.WebHost.ConfigureKestrel(server =>
        {
            KestrelLimits.Apply(server, limits);
            bound.Listen(server, plan);
        });

        // The library logs each malformed message of any caller as an error with a stack trace; the guard logs what is ours.
        builder.Logging.AddFilter("Grpc.AspNetCore.Server.ServerCallHandler", LogLevel.None);

        // A start that fails is told in one line by whoever calls; a background service's fault is Critical as well as Error.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddDraining(drain);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(plan);
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton(bound);
        builder.Services.AddSingleton<FaultClassifier>();
        builder.Services.AddSingleton<FaultInterceptor>();
        builder.Services.AddSingleton<EventStreams>();
        builder.Services.AddSingleton<HealthBoard>();
        builder.Services.AddSingleton(services => services.GetRequiredService<HealthBoard>().Service);
        builder.AddTelemetry(plan);
        builder.Services.AddGrpcReflection();
        return builder.Services.AddGrpc(options => Configure(options, limits));
    }

    /// <summary>
    /// Puts the ports' gates, routing, the recorder of calls and the guard in their order and maps health and reflection; to be called before the
    /// executable maps its own services.
    /// </summary>
    public static WebApplication MapQuantGrpcEndpoints(this WebApplication app)
    {
        app.UseAdminPort();
        app.UseMiddleware<PortGate>();
        app.UseRouting();
        app.UseMiddleware<CallRecorder>();
        app.UseMiddleware<GrpcGuard>();
        app.MapGrpcService<Grpc.HealthCheck.HealthServiceImpl>();
        app.MapGrpcReflectionService();
        return app;
    }

    /// <summary>Starts the host and says where it listens.</summary>
    /// <exception cref="StartException">The address cannot be listened on; the message names the option.</exception>
    public static async Task<BoundEndpoints> StartListeningAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        var plan = app.Services.GetRequiredService<ListenPlan>();
        if (plan.IsBeyondLoopback)
        {
            Log.InsecureListen(app.Logger, plan.Grpc);
        }

        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is AddressInUseException or SocketException || fault.InnerException is AddressInUseException)
        {
            throw new StartException($"cannot listen: {fault.Message} Choose another with --listen, --port, --health-port or --admin-port.", fault);
        }

        var bound = app.Services.GetRequiredService<BoundEndpoints>();
        if (bound.Admin is { } admin)
        {
            Log.MetricsListen(app.Logger, admin);
        }

        return bound;
    }

    private static void Configure(GrpcServiceOptions options, EndpointLimits limits)
    {
        options.EnableDetailedErrors = false;
        options.IgnoreUnknownServices = false;
        options.MaxReceiveMessageSize = limits.MaxMessageBytes;
        options.MaxSendMessageSize = limits.MaxMessageBytes;
        options.Interceptors.Add<FaultInterceptor>();
    }
}
