using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>Hashes every variant's weights beside loading; serving does not wait for it, the first message of a stream does.</summary>
internal sealed class VariantIdentifier(VariantRegistry registry, LlamaBackendInfo backend, WeightsHasher hasher, ILogger<VariantIdentifier> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var variant in registry.All.Where(v => v.Spec.Model is not null))
        {
            try
            {
                var weights = await hasher.HashAsync(variant.Spec.Files, stoppingToken);
                variant.Identify(new VariantIdentity(weights, Fingerprint.Of(weights, variant.Spec, backend)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.HashFailed(log, variant.Id, e.Message);
                variant.FailIdentity(e);
            }
        }
    }
}
