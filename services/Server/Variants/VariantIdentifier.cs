using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>Hashes variants' weights beside loading; serving does not wait for it, the first message of a stream does.</summary>
internal sealed class VariantIdentifier(
    LlamaBackendInfo backend, WeightsHasher hasher, AdapterCatalog adapters, ILogger<VariantIdentifier> log)
    : BackgroundService
{
    // One file at a time: two would take the disk from each other.
    private readonly Channel<Work> _work = Channel.CreateUnbounded<Work>();

    /// <summary>Has the weights of the variant's present spec hashed.</summary>
    public void Identify(ServedVariant variant) => _work.Writer.TryWrite(new Work(variant, variant.Now));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (variant, now) in _work.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var weights = await HashAsync(now.Spec, stoppingToken);
                var fingerprint = Fingerprint.Of(weights, await HashAdaptersAsync(now.Spec, stoppingToken), now.Spec, backend);
                variant.Identify(now.Identity, new VariantIdentity(weights, fingerprint));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.HashFailed(log, variant.Id, e.Message);
                now.Identity.Break(e);
            }
        }
    }

    // The name may stand for another file by now; its hash would be a lie about the weights in memory.
    private async Task<string> HashAsync(VariantSpec spec, CancellationToken cancellation)
    {
        var hash = await hasher.HashAsync(spec.Files, cancellation);
        return FileStamp.Of(spec.Files) == spec.Stamp ? hash : throw new IOException($"{spec.Files[0]} has changed since its header was read");
    }

    private async Task<List<string>> HashAdaptersAsync(VariantSpec spec, CancellationToken cancellation)
    {
        var hashes = new List<string>();
        foreach (var adapter in spec.Adapters)
        {
            hashes.Add(await hasher.HashAsync([adapters.PathOf(adapter.Id ?? "") ?? ""], cancellation));
        }

        return hashes;
    }

    private readonly record struct Work(ServedVariant Variant, VariantSnapshot Now);
}
