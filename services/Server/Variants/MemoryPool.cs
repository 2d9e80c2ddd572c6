using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>Memory that layers can go to: all graphics cards together (llama.cpp spreads layers over them), or the host.</summary>
/// <param name="Name">For messages.</param>
/// <param name="IsGpu">Whether it is cards' memory.</param>
/// <param name="Bytes">What may be planned: free memory less a reserve.</param>
internal sealed record MemoryPool(string Name, bool IsGpu, long Bytes)
{
    // What the driver, the allocator's fragments and the rest of the process need.
    private const double ReserveShare = 0.05;
    private const long LeastReserve = 256L << 20;

    /// <summary>Pools of a machine, cards first.</summary>
    /// <param name="devices">As llama.cpp lists them.</param>
    /// <param name="hostBytes">Memory that this process may use on the host: less than the machine's in a container.</param>
    public static IReadOnlyList<MemoryPool> Of(IReadOnlyList<DeviceInfo> devices, long hostBytes)
    {
        var pools = new List<MemoryPool>();
        var cards = devices.Where(d => d.Kind == DeviceKind.Gpu).ToList();
        if (cards.Count > 0)
        {
            pools.Add(new MemoryPool(string.Join('+', cards.Select(c => c.Name)), true, cards.Sum(c => WithoutReserve(c.FreeBytes, c.TotalBytes))));
        }

        pools.Add(new MemoryPool("CPU", false, WithoutReserve(hostBytes, hostBytes)));
        return pools;
    }

    /// <summary>What is left of free memory after the reserve: 5 % of all, 256 MiB at least.</summary>
    public static long WithoutReserve(long free, long total) => Math.Max(0, free - Math.Max(LeastReserve, (long)(total * ReserveShare)));
}
