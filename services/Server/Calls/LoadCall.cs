using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>GetLoad.</summary>
internal sealed class LoadCall(VariantRegistry registry, VariantFinder finder)
{
    public GetLoadResponse Answer(GetLoadRequest request)
    {
        IReadOnlyList<ServedVariant> variants = request.Variant.Length == 0 ? registry.All : [finder.Find(request.Variant)];
        return new GetLoadResponse { Variants = { variants.Select(LoadOf) } };
    }

    private VariantLoad LoadOf(ServedVariant variant)
    {
        var message = new VariantLoad { Variant = variant.Id, MaxQueue = (uint)registry.Queue };
        if (variant.Now.Resident is { Load: var load })
        {
            message.Queued = (uint)variant.Inbox.Count;
            message.Running = (uint)load.Running;
            message.MaxRunning = (uint)load.Slots;
            message.KvCellsUsed = (ulong)load.UsedCells;
            message.KvCellsReserved = (ulong)load.ReservedCells;
            message.KvCells = (ulong)load.Cells;
            message.GeneratedTokensPerSecond = load.GeneratedPerSecond;
            message.PromptTokensPerSecond = load.PromptPerSecond;
        }

        return message;
    }
}
