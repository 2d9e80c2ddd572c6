using System.ComponentModel.DataAnnotations;

namespace QuantGrpc.Server.Variants;

/// <summary>Section <c>Models</c> of the configuration: which variants there are and how they run.</summary>
internal sealed record ModelsOptions
{
    /// <summary>Folders of GGUF files, or files. Empty stands for the embedded MiniMATH.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>What holds for every variant that does not say otherwise.</summary>
    public VariantSettings Defaults { get; init; } = new();

    /// <summary>Variants by name: the same weights under other settings, or files outside the folders.</summary>
    public IReadOnlyList<NamedVariant> Variants { get; init; } = [];

    /// <summary>Adapters by name, beside those that stand in the folders.</summary>
    public IReadOnlyList<NamedAdapter> Adapters { get; init; } = [];

    /// <summary>Most requests that may wait for one variant.</summary>
    [Range(1, 100_000)]
    public int Queue { get; init; } = 64;
}

/// <summary>How a variant runs. What is absent is planned.</summary>
internal record VariantSettings
{
    public const int DefaultSequences = 16;
    public const int LongestDefaultContext = 4096;
    public const int DefaultPrefillTokens = 128;

    /// <summary>Tokens that one sequence may hold. Default: the smaller of the trained context and 4,096.</summary>
    [Range(1, 10_000_000)]
    public int? Context { get; init; }

    /// <summary>Sequences that decode together. Default 16; lowered for all alike, down to 4, where memory is short.</summary>
    [Range(1, 256)]
    public int? Sequences { get; init; }

    /// <summary>
    /// KV cells of all sequences together. Default: context times sequences, each sequence with its own part. Fewer make one pool that sequences
    /// take from as they need: less memory, but slower the more of them run, and without <c>strict</c>.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public int? KvCells { get; init; }

    /// <summary>
    /// Most prompt tokens that are computed in one step while other sequences decode: a smaller number makes running streams smoother and the
    /// first token of a long prompt later. Default 128.
    /// </summary>
    [Range(1, VariantNeeds.MicroBatch)]
    public int? PrefillTokens { get; init; }

    /// <summary>Part of the machine that the variant gets while others want it too, relative to theirs. Default 1.</summary>
    [Range(0.01, 100)]
    public double? Share { get; init; }

    /// <summary>CPU threads of a decode call; variants that work at once share them. Default: the number of cores.</summary>
    [Range(1, 1024)]
    public int? Threads { get; init; }

    /// <summary>Layers to offload: a number, or auto (all where a device has room for them, else none).</summary>
    [RegularExpression("auto|[0-9]{1,5}", ErrorMessage = "allowed is auto or a number of layers")]
    public string? GpuLayers { get; init; }

    /// <summary>Type of the K cache in ggml's name. Default f16.</summary>
    public string? CacheTypeK { get; init; }

    /// <summary>Type of the V cache. Default f16.</summary>
    public string? CacheTypeV { get; init; }

    /// <summary>auto, on or off.</summary>
    [AllowedValues(null, "auto", "on", "off")]
    public string? FlashAttention { get; init; }

    /// <summary>The name of a chat template in place of the file's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>These settings, and those of another where these say nothing.</summary>
    public VariantSettings Over(VariantSettings other) => new()
    {
        Context = Context ?? other.Context,
        Sequences = Sequences ?? other.Sequences,
        KvCells = KvCells ?? other.KvCells,
        PrefillTokens = PrefillTokens ?? other.PrefillTokens,
        Share = Share ?? other.Share,
        Threads = Threads ?? other.Threads,
        GpuLayers = GpuLayers ?? other.GpuLayers,
        CacheTypeK = CacheTypeK ?? other.CacheTypeK,
        CacheTypeV = CacheTypeV ?? other.CacheTypeV,
        FlashAttention = FlashAttention ?? other.FlashAttention,
        ChatTemplate = ChatTemplate ?? other.ChatTemplate,
    };
}

/// <summary>A variant by name.</summary>
internal sealed record NamedVariant : VariantSettings
{
    [Required]
    public string? Id { get; init; }

    /// <summary>The GGUF file; any part of a split one.</summary>
    [Required]
    public string? Path { get; init; }

    /// <summary>Adapters that all its tokens are computed with.</summary>
    public IReadOnlyList<VariantAdapter> Adapters { get; init; } = [];
}

/// <summary>An adapter by name.</summary>
internal sealed record NamedAdapter
{
    [Required]
    public string? Id { get; init; }

    /// <summary>Its GGUF file.</summary>
    [Required]
    public string? Path { get; init; }
}

/// <summary>An adapter that is part of a variant.</summary>
internal sealed record VariantAdapter
{
    /// <summary>Of a file in the folders, or of <c>Models:Adapters</c>.</summary>
    [Required]
    public string? Id { get; init; }

    /// <summary>1 is as trained, 0 is none.</summary>
    [Range(-100.0, 100.0)]
    public float Scale { get; init; } = 1;
}
