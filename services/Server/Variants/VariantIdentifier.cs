using System.Security.Cryptography;

namespace QuantGrpc.Server.Variants;

internal sealed class VariantIdentifier(VariantRegistry registry) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var v in registry.All)
        {
            await using var f = File.OpenRead(v.Spec.Files[0]);
            var h = Convert.ToHexStringLower(await SHA256.HashDataAsync(f, stoppingToken));
            v.Identify(new VariantIdentity(h, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(h + v.Spec.CacheTypeK)))));
        }
    }
}
