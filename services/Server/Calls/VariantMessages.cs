using QuantGrpc.Server.Variants;
using Messages = QuantGrpc.Inference.V1;

namespace QuantGrpc.Server.Calls;

/// <summary>Variants as messages.</summary>
internal static class VariantMessages
{
    public static Messages.Variant From(ServedVariant variant) => From(variant.Now);

    public static Messages.Variant From(VariantSnapshot variant)
    {
        var spec = variant.Spec;
        var status = variant.Status;
        var message = new Messages.Variant
        {
            Id = spec.Id,
            State = StateOf(status.Stage),
            StateReason = status.Reason,
            LoadProgress = status.Progress,
            CacheTypeK = spec.CacheTypeK,
            CacheTypeV = spec.CacheTypeV,
            Adapters = { spec.Adapters.Select(a => new Messages.VariantAdapter { Id = a.Id, Scale = a.Scale }) },
            Context = (uint)spec.Context,
            Sequences = (uint)spec.ContextSettings.Sequences,
            KvCells = (uint)spec.ContextSettings.Cells,
            FlashAttention = spec.ContextSettings.FlashAttention != Llama.Models.FlashAttention.Off,
            Threads = (uint)spec.ContextSettings.Threads,
            ChatTemplate = variant.Resident?.Template is null ? "" : spec.ChatTemplate ?? "embedded",
            PlannedMemory = new Messages.MemoryUse
            {
                WeightsBytes = (ulong)spec.Memory.Weights, KvCacheBytes = (ulong)spec.Memory.KvCache, ComputeBytes = (ulong)spec.Memory.Compute,
            },
            WeightsSha256 = variant.Identity.Known?.WeightsSha256 ?? "",
            Fingerprint = variant.Identity.Known?.Fingerprint ?? "",
        };
        AddModel(message, spec);
        return message;
    }

    private static void AddModel(Messages.Variant message, VariantSpec spec)
    {
        if (spec.Model is not { } model)
        {
            return;
        }

        message.BaseModel = model.BaseName ?? model.Name ?? "";
        message.Architecture = model.Architecture;
        message.Parameters = (ulong)model.Parameters;
        message.Vocabulary = (uint)model.Vocabulary;
        message.Wakv = spec.Wakv;
        message.Quantization = new Messages.Quantization
        {
            FileType = model.FileType.Name,
            BitsPerWeight = model.BitsPerWeight,
            Method = model.FileType.Method,
            FileBytes = (ulong)model.FileBytes,
        };
    }

    private static Messages.VariantState StateOf(VariantStage stage) => stage switch
    {
        VariantStage.Unloaded => Messages.VariantState.Unloaded,
        VariantStage.Loading => Messages.VariantState.Loading,
        VariantStage.Ready => Messages.VariantState.Ready,
        VariantStage.Draining => Messages.VariantState.Draining,
        _ => Messages.VariantState.Failed,
    };
}
