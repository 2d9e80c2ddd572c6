using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Variants;

/// <summary>What gauges show: the same objects that GetLoad reads.</summary>
internal sealed class LoadReadings(VariantRegistry registry, AdapterCatalog adapters, TimeProvider time)
{
    public IReadOnlyList<VariantReading> Variants() => [.. registry.All.Select(Read)];

    public AdapterReading Adapters() => new(
        adapters.Ids.Count(),
        Ordered(registry.All.SelectMany(v => v.Now.Resident?.Shelf?.Loaded ?? [])),
        Ordered(registry.All.SelectMany(v => v.Inbox.Adapters)),
        time.GetUtcNow());

    private static List<string> Ordered(IEnumerable<string> ids) => [.. ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private VariantReading Read(ServedVariant variant) => variant.Now.Resident is not { Load: var load }
        ? new VariantReading { Id = variant.Id, QueueCapacity = registry.Queue }
        : new VariantReading
        {
            Id = variant.Id,
            IsReady = variant.Model is not null,
            Waiting = variant.Inbox.Count,
            QueueCapacity = registry.Queue,
            Running = load.Running,
            Paused = load.Paused,
            Slots = load.Slots,
            UsedCells = load.UsedCells,
            ReservedCells = load.ReservedCells,
            Cells = load.Cells,
        };
}
