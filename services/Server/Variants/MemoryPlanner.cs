using System.Globalization;
using QuantGrpc.Hosting;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// Plans memory before anything is loaded. Pure: header numbers and free bytes in, placements out. Where the variants do not fit together,
/// the number of sequences is lowered for all alike, down to 4, before one is left out; what then does not fit stays unloaded with the
/// numbers and fails nobody else. An explicit setting that cannot be met is an error.
/// </summary>
internal sealed class MemoryPlanner
{
    private const int FewestSequences = 4;

    private readonly IReadOnlyList<MemoryPool> _pools;
    private readonly MemoryPool? _cards;
    private readonly MemoryPool _host;
    private readonly List<Placement> _resident;

    /// <param name="pools">One of the host, and one of cards where there are any, as if nothing were resident.</param>
    /// <param name="resident">What is in them already.</param>
    public MemoryPlanner(IReadOnlyList<MemoryPool> pools, IReadOnlyList<Placement>? resident = null)
    {
        _pools = pools;
        _cards = pools.FirstOrDefault(p => p.IsGpu);
        _host = pools.Single(p => !p.IsGpu);
        _resident = [.. (resident ?? []).Select(p => p with { Pool = p.Pool is { IsGpu: true } ? _cards : _host })];
    }

    /// <summary>A planner of what is free now, beside variants that are resident: cards tell what is left of them, the host does not.</summary>
    /// <param name="resident">Where they are.</param>
    /// <param name="devices">Devices with their free bytes now.</param>
    /// <param name="hostBytes">Memory that this process may use on the host.</param>
    public static MemoryPlanner Beside(IReadOnlyList<Placement> resident, IReadOnlyList<DeviceInfo> devices, long hostBytes)
    {
        // The plan takes resident variants off again, with weights that they share counted once.
        var onCards = new MemoryPlanner(MemoryPool.Of(devices, hostBytes), resident).Taken();
        return new MemoryPlanner([.. MemoryPool.Of(devices, hostBytes).Select(p => p.IsGpu ? p with { Bytes = p.Bytes + onCards } : p)], resident);
    }

    /// <exception cref="StartException">An explicit setting cannot be met; the message has the numbers.</exception>
    public MemoryPlan Plan(IReadOnlyList<VariantNeeds> variants)
    {
        // Most resident, then most on cards, then most sequences: lowering that gains nothing is not done.
        var best = Enumerable.Range(FewestSequences, VariantSettings.DefaultSequences - FewestSequences + 1)
            .Select(sequences => Place(variants, sequences))
            .MaxBy(p => (p.Count(v => v.Pool is not null), p.Count(v => v.Pool is { IsGpu: true }), p.Sum(v => v.Sequences))) ?? [];
        var impossible = best.FirstOrDefault(p => p.Pool is null && (p.Needs.IsExplicit || p.Needs.Settings.Context is not null));
        return impossible is null
            ? new MemoryPlan(_pools, best)
            : throw new StartException(
                $"{impossible.Needs.Entry.Id}: {impossible.Sequences} sequences of {impossible.Needs.Context} tokens were asked for: {impossible.Reason}");
    }

    private List<Placement> Place(IReadOnlyList<VariantNeeds> variants, int sequences)
    {
        var room = RoomBeside();
        var placements = new List<Placement>();
        foreach (var needs in variants)
        {
            var placement = PlaceOne(needs, sequences, room);
            room.Take(placement, _host);
            placements.Add(placement);
        }

        return placements;
    }

    private Room RoomBeside()
    {
        var room = new Room(_pools);
        foreach (var placement in _resident)
        {
            room.Take(placement, _host);
        }

        return room;
    }

    // Bytes of cards that resident variants have.
    private long Taken() => _cards is null ? 0 : _cards.Bytes - RoomBeside().Left(_cards);

    private Placement PlaceOne(VariantNeeds needs, int sequences, Room room)
    {
        var use = needs.At(sequences);
        var outline = new Placement { Needs = needs, Memory = use, Sequences = needs.SequencesOf(sequences), Reason = "" };
        if (needs.CellsOf(sequences) > int.MaxValue)
        {
            return outline with { Reason = $"{needs.CellsOf(sequences)} cells are more than llama.cpp counts" };
        }

        if (needs.Settings.GpuLayers is { } layers and not "auto")
        {
            return Explicit(outline, int.Parse(layers, CultureInfo.InvariantCulture), room);
        }

        var onCards = outline with { Pool = _cards, GpuLayers = needs.Model.Layers + 1, OnPool = use, Reason = "all layers offloaded: there is room" };
        if (_cards is not null && room.Fits(onCards))
        {
            return onCards;
        }

        var reason = _cards is null ? "no device takes layers" : $"no layer offloaded: {room.Shortage(use, _cards)}";
        return OnHost(outline, reason, room);
    }

    private Placement OnHost(Placement outline, string reason, Room room)
    {
        var onHost = outline with { Pool = _host, OnPool = outline.Memory, Reason = reason };
        return room.Fits(onHost) ? onHost : outline with { Reason = room.Shortage(outline.Memory, _host) };
    }

    private Placement Explicit(Placement outline, int layers, Room room)
    {
        if (layers == 0)
        {
            return OnHost(outline, "GpuLayers is 0", room);
        }

        var id = outline.Needs.Entry.Id;
        var share = Math.Min(1.0, layers / (double)(outline.Needs.Model.Layers + 1));
        var part = new MemoryUse((long)(outline.Memory.Weights * share), (long)(outline.Memory.KvCache * share), outline.Memory.Compute);
        var placement = outline with { Pool = _cards, GpuLayers = layers, OnPool = part, Reason = $"GpuLayers is {layers}" };
        return _cards is null ? throw new StartException($"{id}: GpuLayers is {layers}, and no device of this machine takes layers")
            : room.Fits(placement) ? placement
            : throw new StartException($"{id}: GpuLayers is {layers}: {room.Shortage(part, _cards)}");
    }

    /// <summary>What is left of every pool while variants are placed; weights of one file on one pool count once.</summary>
    private sealed class Room(IReadOnlyList<MemoryPool> pools)
    {
        private readonly Dictionary<MemoryPool, long> _left = pools.ToDictionary(p => p, p => p.Bytes);
        private readonly HashSet<ResidentWeights> _resident = [];

        public long Left(MemoryPool pool) => _left[pool];

        public bool Fits(Placement placement) => placement is { Pool: { } pool, OnPool: { } use } && Cost(placement, use) <= _left[pool];

        public void Take(Placement placement, MemoryPool host)
        {
            if (placement is not { Pool: { } pool, OnPool: { } use })
            {
                return;
            }

            _left[pool] -= Cost(placement, use);
            _left[host] -= placement.Memory.Total - use.Total;
            _resident.Add(WeightsOf(placement));
        }

        public string Shortage(MemoryUse use, MemoryPool pool) =>
            $"it needs {MemoryPlan.Size(use.Total)} ({MemoryPlan.Size(use.Weights)} weights, {MemoryPlan.Size(use.KvCache)} KV, "
            + $"{MemoryPlan.Size(use.Compute)} compute) and {pool.Name} has {MemoryPlan.Size(_left[pool])} left of {MemoryPlan.Size(pool.Bytes)}";

        private long Cost(Placement placement, MemoryUse use) => use.Total - (_resident.Contains(WeightsOf(placement)) ? use.Weights : 0);

        private static ResidentWeights WeightsOf(Placement placement) => new(placement.Needs.WeightsKey, placement.Pool, placement.GpuLayers);
    }

    private readonly record struct ResidentWeights(string File, MemoryPool? Pool, int Layers);
}
