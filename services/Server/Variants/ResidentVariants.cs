using Microsoft.Extensions.Hosting;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>Loads the planned variants while the server answers already, and frees all that is resident when it stops.</summary>
internal sealed class ResidentVariants(
    VariantRegistry registry, VariantLifecycle lifecycle, VariantIdentifier identifier, VariantReadiness readiness, DecodeLoop loop)
    : BackgroundService
{
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifecycle.StopAsync();
        await base.StopAsync(cancellationToken);
        await loop.DisposeAsync();
        await lifecycle.AllFreed();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(registry.All.Where(v => v.Status.Stage == VariantStage.Loading).Select(lifecycle.LoadAsync));
        readiness.Settle();
        foreach (var variant in registry.All.Where(v => v.Status.Stage == VariantStage.Unloaded && v.Spec.Model is not null))
        {
            identifier.Identify(variant);
        }
    }
}
