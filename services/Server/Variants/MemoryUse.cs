namespace QuantGrpc.Server.Variants;

/// <summary>A variant's memory in bytes.</summary>
/// <param name="Weights">Weights.</param>
/// <param name="KvCache">KV cells.</param>
/// <param name="Compute">Compute buffers.</param>
internal sealed record MemoryUse(long Weights, long KvCache, long Compute)
{
    public long Total => Weights + KvCache + Compute;
}
