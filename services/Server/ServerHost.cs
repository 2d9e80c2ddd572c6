using System.Diagnostics.Metrics;
using Grpc.AspNetCore.Server;
using QuantGrpc.Endpoints;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server;

/// <summary>What the server is made of.</summary>
internal static class ServerHost
{
    /// <summary>Adds the decode loop, the variants that a registry holds, and the calls that answer for them.</summary>
    public static void AddInferenceServer(this IServiceCollection services, VariantRegistry registry, AdapterCatalog adapters, SpecPlanner specs, AdminOptions admin)
    {
        services.AddSingleton(registry);
        services.AddSingleton(adapters);
        services.AddSingleton(specs);
        services.AddSingleton(specs.Backend);
        services.AddSingleton(admin);
        services.AddSingleton(new WeightsHasher(WeightsHasher.DefaultFolder));
        services.AddSingleton(new WeightsProbe(specs.Backend, WeightsHasher.DefaultFolder));
        services.AddSingleton<LoadReadings>();
        services.AddSingleton(Metrics);
        services.AddSingleton<RequestRecorder>();
        services.AddSingleton<VariantReadiness>();
        services.AddSingleton<VariantIdentifier>();
        services.AddSingleton<IVariantLoader, VariantLoader>();
        services.AddSingleton<VariantLifecycle>();
        services.AddSingleton<DecodeLoop>();
        services.AddSingleton<VariantFinder>();
        services.AddSingleton<VariantAdmin>();
        services.AddSingleton<VariantWatch>();
        services.AddSingleton<LoadCall>();
        services.AddSingleton<ServerInfoCall>();
        services.AddSingleton<TextCalls>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<GenerateCall>();
        services.AddSingleton<ScoreCall>();
        services.AddSingleton<CompareScoreCall>();
        services.AddSingleton<CompareCall>();
        services.AddSingleton<InferenceCalls>();
        services.AddSingleton<CallFaults>();
        services.Configure<GrpcServiceOptions<InferenceCalls>>(options => options.Interceptors.Add<CallFaults>());
        services.AddHostedService<ResidentVariants>();
        services.AddHostedService(provider => provider.GetRequiredService<VariantIdentifier>());
    }

    /// <summary>Maps health, reflection and the inference service.</summary>
    public static void MapInferenceServer(this WebApplication app)
    {
        app.MapQuantGrpcEndpoints();
        app.MapGrpcService<InferenceCalls>();
    }

    private static ServerMetrics Metrics(IServiceProvider services)
    {
        var metrics = new ServerMetrics(services.GetRequiredService<IMeterFactory>());
        var readings = services.GetRequiredService<LoadReadings>();
        metrics.Observe(readings.Variants, readings.Adapters);
        return metrics;
    }
}
