using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>A variant as planned: what is loaded, where, and how it runs. Immutable; made before anything is loaded.</summary>
internal sealed record VariantSpec
{
    public required string Id { get; init; }

    /// <summary>All parts of the weights file, the first one first.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Tells these files from others of their names; see <see cref="FileStamp"/>.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>Numbers of the header; null where the file could not be read.</summary>
    public GgufModel? Model { get; init; }

    /// <summary>ggml's name of the K cache's type.</summary>
    public required string CacheTypeK { get; init; }

    public required string CacheTypeV { get; init; }

    /// <summary>Weights, activations and cache in bits, for example "W4/A8/KV16".</summary>
    public required string Wakv { get; init; }

    /// <summary>Tokens that one sequence may hold.</summary>
    public required int Context { get; init; }

    /// <summary>How the context is made.</summary>
    public required ContextSettings ContextSettings { get; init; }

    /// <summary>Most prompt tokens of a step in which others decode.</summary>
    public int PrefillTokens { get; init; } = VariantSettings.DefaultPrefillTokens;

    /// <summary>Its part of the machine while others want it too, relative to theirs.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Layers to offload.</summary>
    public int GpuLayers { get; init; }

    /// <summary>Template that replaces the file's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Adapters that all its tokens are computed with.</summary>
    public IReadOnlyList<VariantAdapter> Adapters { get; init; } = [];

    public required MemoryUse Memory { get; init; }

    /// <summary>Where its memory is; null for files that cannot be used.</summary>
    public Placement? Placement { get; init; }

    /// <summary>Why it is not loaded; null where it is.</summary>
    public string? UnloadedReason { get; init; }
}
