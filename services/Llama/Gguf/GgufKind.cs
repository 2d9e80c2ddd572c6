namespace QuantGrpc.Llama.Gguf;

/// <summary>What a GGUF file is for.</summary>
public enum GgufKind
{
    /// <summary>Weights of a model that can be run.</summary>
    Model,

    /// <summary>A further part of a split model: tensors without the model's own metadata.</summary>
    SplitPart,

    /// <summary>A vocabulary without weights.</summary>
    Vocabulary,

    /// <summary>A low-rank adapter for a model.</summary>
    Adapter,

    /// <summary>A projector of pictures or sound into a model.</summary>
    Projector,

    /// <summary>Statistics of activations, for quantizing.</summary>
    ImportanceMatrix,

    /// <summary>Another type, named in <c>general.type</c>.</summary>
    Other,
}

/// <summary>Tells kinds apart.</summary>
internal static class GgufKinds
{
    internal const string TypeKey = "general.type";

    internal static GgufKind Of(GgufHeader header) => header.Text(TypeKey) switch
    {
        "adapter" => GgufKind.Adapter,
        "mmproj" => GgufKind.Projector,
        "imatrix" => GgufKind.ImportanceMatrix,
        null or "model" => OfModel(header),
        _ => GgufKind.Other,
    };

    // Older projectors and adapters state no type.
    private static GgufKind OfModel(GgufHeader header)
    {
        if (header.Integer(GgufModel.SplitIndexKey, 0, ushort.MaxValue) > 0)
        {
            return GgufKind.SplitPart;
        }
        if (header.Text(GgufModel.ArchitectureKey) == "clip")
        {
            return GgufKind.Projector;
        }
        if (header.Metadata.ContainsKey("adapter.type"))
        {
            return GgufKind.Adapter;
        }
        // The first part of a split model may hold metadata alone.
        var parts = header.Integer(GgufModel.SplitCountKey, 0, ushort.MaxValue) ?? 1;
        return header.Tensors.IsEmpty && parts <= 1 ? GgufKind.Vocabulary : GgufKind.Model;
    }
}
