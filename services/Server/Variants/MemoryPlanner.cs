using System.Globalization;
using QuantGrpc.Hosting;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// Plans memory before anything is loaded. Pure: header numbers and free bytes in, placements out. Where the variants do not fit together,
/// the number of sequences is lowered for all alike, down to 4, before one is left out; what then does not fit stays unloaded with the
/// numbers and fails nobody else. An explicit setting that cannot be met is an error.
/// </summary>
internal sealed class MemoryPlanner(IReadOnlyList<MemoryPool> pools)
{
    private const int FewestSequences = 4;

    /// <exception cref="StartException">An explicit setting cannot be met; the message has the numbers.</exception>
    public MemoryPlan Plan(IReadOnlyList<VariantNeeds> variants)
    {
        for (var sequences = VariantSettings.DefaultSequences; ; sequences--)
        {
            var placements = Place(variants, sequences, mustBeFast: sequences > FewestSequences);
            if (placements.All(p => p.Pool is not null) || sequences == FewestSequences)
            {
                return Checked(placements);
            }
        }
    }

    // With mustBeFast, an automatic variant that does not fit on the cards is no success yet: fewer sequences may let it.
    private List<Placement> Place(IReadOnlyList<VariantNeeds> variants, int sequences, bool mustBeFast)
    {
        var left = pools.ToDictionary(p => p, p => p.Bytes);
        var resident = new HashSet<string>();
        var placements = new List<Placement>();
        foreach (var needs in variants)
        {
            var placement = PlaceOne(needs, sequences, new Room(left, resident, mustBeFast));
            if (placement.Pool is { } pool)
            {
                Take(placement, pool, left, resident);
            }

            placements.Add(placement);
        }

        return placements;
    }

    private Placement PlaceOne(VariantNeeds needs, int sequences, Room room)
    {
        var use = needs.At(sequences);
        var outline = new Placement { Needs = needs, Memory = use, Sequences = needs.SequencesOf(sequences), Reason = "" };
        var cards = pools.FirstOrDefault(p => p.IsGpu);
        var host = pools.Single(p => !p.IsGpu);
        if (needs.Settings.GpuLayers is { } layers and not "auto")
        {
            return Explicit(outline, int.Parse(layers, CultureInfo.InvariantCulture), cards, room);
        }

        if (cards is not null && room.Fits(needs, use, cards))
        {
            return outline with { Pool = cards, GpuLayers = needs.Model.Layers + 1, Reason = "all layers offloaded: there is room" };
        }

        if (room.Fits(needs, use, host) && !(cards is not null && room.MustBeFast && !needs.IsExplicit))
        {
            var reason = cards is null ? "no device takes layers" : $"no layer offloaded: {Shortage(use, cards, room)}";
            return outline with { Pool = host, Reason = reason };
        }

        return outline with { Reason = Shortage(use, host, room) };
    }

    private static Placement Explicit(Placement outline, int layers, MemoryPool? cards, Room room)
    {
        var needs = outline.Needs;
        if (layers == 0)
        {
            var host = room.Left.Keys.Single(p => !p.IsGpu);
            return room.Fits(needs, outline.Memory, host)
                ? outline with { Pool = host, Reason = "GpuLayers is 0" }
                : outline with { Reason = Shortage(outline.Memory, host, room) };
        }

        var share = Math.Min(1.0, layers / (double)(needs.Model.Layers + 1));
        var part = new MemoryUse((long)(outline.Memory.Weights * share), (long)(outline.Memory.KvCache * share), outline.Memory.Compute);
        return cards is null ? throw new StartException($"{needs.Entry.Id}: GpuLayers is {layers}, and no device of this machine takes layers")
            : room.Fits(needs, part, cards) ? outline with { Pool = cards, GpuLayers = layers, Reason = $"GpuLayers is {layers}" }
            : throw new StartException($"{needs.Entry.Id}: GpuLayers is {layers}: {Shortage(part, cards, room)}");
    }

    private static void Take(Placement placement, MemoryPool pool, Dictionary<MemoryPool, long> left, HashSet<string> resident)
    {
        var use = placement.Memory;
        var weights = resident.Add(placement.Needs.WeightsKey) ? use.Weights : 0;
        left[pool] -= weights + use.KvCache + use.Compute;
    }

    private static MemoryPlan Checked(List<Placement> placements, IReadOnlyList<MemoryPool> pools)
    {
        var impossible = placements.FirstOrDefault(p => p.Pool is null && (p.Needs.IsExplicit || p.Needs.Settings.Context is not null));
        return impossible is null
            ? new MemoryPlan(pools, placements)
            : throw new StartException(
                $"{impossible.Needs.Entry.Id}: {impossible.Sequences} sequences of {impossible.Needs.Context} tokens were asked for: {impossible.Reason}");
    }

    private MemoryPlan Checked(List<Placement> placements) => Checked(placements, pools);

    private static string Shortage(MemoryUse use, MemoryPool pool, Room room) =>
        $"it needs {MemoryPlan.Size(use.Total)} ({MemoryPlan.Size(use.Weights)} weights, {MemoryPlan.Size(use.KvCache)} KV, "
        + $"{MemoryPlan.Size(use.Compute)} compute) and {pool.Name} has {MemoryPlan.Size(room.Left[pool])} left of {MemoryPlan.Size(pool.Bytes)}";

    private sealed record Room(Dictionary<MemoryPool, long> Left, HashSet<string> Resident, bool MustBeFast)
    {
        public bool Fits(VariantNeeds needs, MemoryUse use, MemoryPool pool) =>
            use.Total - (Resident.Contains(needs.WeightsKey) ? use.Weights : 0) <= Left[pool];
    }
}
