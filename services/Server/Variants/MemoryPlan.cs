using System.Globalization;

namespace QuantGrpc.Server.Variants;

/// <summary>Where a variant goes, or why it goes nowhere.</summary>
internal sealed record Placement
{
    public required VariantNeeds Needs { get; init; }

    /// <summary>Null where it is left out.</summary>
    public MemoryPool? Pool { get; init; }

    public int Sequences { get; init; }

    /// <summary>Layers to offload.</summary>
    public int GpuLayers { get; init; }

    public required MemoryUse Memory { get; init; }

    /// <summary>What of it lies on <see cref="Pool"/>; the rest is on the host.</summary>
    public MemoryUse? OnPool { get; init; }

    /// <summary>Why it is where it is; for one that is left out, why, with the numbers.</summary>
    public required string Reason { get; init; }
}

/// <summary>All variants placed, before anything is loaded.</summary>
internal sealed record MemoryPlan(IReadOnlyList<MemoryPool> Pools, IReadOnlyList<Placement> Placements)
{
    /// <summary>The plan as lines for a start-up log.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var placement in Placements)
        {
            var needs = placement.Needs;
            yield return placement.Pool is { } pool
                ? $"{needs.Entry.Id}: {Wakv.Of(needs.Model.FileType, needs.K, needs.V)}, context {needs.Context} x {placement.Sequences} sequences, "
                    + $"{Size(placement.Memory.Weights)} weights + {Size(placement.Memory.KvCache)} KV + {Size(placement.Memory.Compute)} compute on {pool.Name} ({placement.Reason})"
                : $"{needs.Entry.Id}: stays unloaded: {placement.Reason}";
        }
    }

    /// <summary>Bytes for people.</summary>
    public static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB");
}
