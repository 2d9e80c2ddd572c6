using QuantGrpc.Endpoints;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server;

/// <summary>What the server is made of.</summary>
internal static class ServerHost
{
    /// <summary>Adds the decode loop, the variants that a registry holds, and the calls that answer for them.</summary>
    public static void AddInferenceServer(this IServiceCollection services, VariantRegistry registry, LlamaBackendInfo backend)
    {
        services.AddSingleton(registry);
        services.AddSingleton(backend);
        services.AddSingleton(new WeightsHasher(WeightsHasher.DefaultFolder));
        services.AddSingleton<VariantReadiness>();
        services.AddSingleton<DecodeLoop>();
        services.AddSingleton<VariantFinder>();
        services.AddSingleton<ServerInfoCall>();
        services.AddSingleton<TextCalls>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<GenerateCall>();
        services.AddSingleton<ScoreCall>();
        services.AddSingleton<CompareScoreCall>();
        services.AddSingleton<CompareCall>();
        services.AddSingleton<InferenceCalls>();
        services.AddHostedService<VariantLoader>();
        services.AddHostedService<VariantIdentifier>();
    }

    /// <summary>Maps health, reflection and the inference service.</summary>
    public static void MapInferenceServer(this WebApplication app)
    {
        app.MapQuantGrpcEndpoints();
        app.MapGrpcService<InferenceCalls>();
    }
}
