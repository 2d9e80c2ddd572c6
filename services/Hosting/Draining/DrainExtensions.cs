using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace QuantGrpc.Hosting.Draining;

/// <summary>Registers the drain.</summary>
public static class DrainExtensions
{
    /// <summary>Adds <see cref="DrainState"/> and what drives it, and sets the host's shutdown time.</summary>
    public static IServiceCollection AddDraining(this IServiceCollection services, DrainOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<DrainState>();
        services.AddHostedService<DrainService>();
        return services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
    }
}
