namespace QuantGrpc.Evaluator.Storage;

/// <summary>Where the problems came from.</summary>
internal sealed record DatasetFacts
{
    public required string Name { get; init; }

    /// <summary>A path or description as the user knows it.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the source's bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }
}

/// <summary>What ran it: recorded, never hashed; a run that mixes them says so.</summary>
internal sealed record HostFacts
{
    /// <summary>Product and version of the inference server.</summary>
    public string? Server { get; init; }

    /// <summary>llama.cpp's release.</summary>
    public string? Engine { get; init; }

    /// <summary>Native library in use.</summary>
    public string? NativeLibrary { get; init; }

    /// <summary>CPU features in use, for example "avx2,fma".</summary>
    public string? InstructionSet { get; init; }

    /// <summary>CPU threads of a decode call.</summary>
    public int? Threads { get; init; }

    public IReadOnlyList<string> Devices { get; init; } = [];
}

/// <summary>A variant as a run asked for it.</summary>
internal sealed record RunVariant
{
    /// <summary>The server's full id.</summary>
    public required string Name { get; init; }

    /// <summary>The server's fingerprint: the variant hash of every result. Absent until the server has stated it.</summary>
    public string? Fingerprint { get; init; }

    public bool IsReference { get; init; }
    public VariantFacts Facts { get; init; } = new();
}

/// <summary>What the server states of a variant, for tables.</summary>
internal sealed record VariantFacts
{
    public string? BaseModel { get; init; }
    public long? Parameters { get; init; }

    /// <summary>llama.cpp's name, for example "Q4_K_M".</summary>
    public string? FileType { get; init; }

    public string? Method { get; init; }
    public double? BitsPerWeight { get; init; }
    public long? FileBytes { get; init; }

    /// <summary>Weights / activations / KV cache in bits, for example "W4/A8/KV16".</summary>
    public string? Wakv { get; init; }

    public string? CacheTypeK { get; init; }
    public string? CacheTypeV { get; init; }
    public int? Context { get; init; }
    public string? WeightsSha256 { get; init; }

    /// <summary>
    /// Name of the run's variant that this one is a second time, under another batch shape and, above temperature 0, another seed: the
    /// noise floor. Absent for every other variant.
    /// </summary>
    public string? RepeatOf { get; init; }

    /// <summary>How a repeat was sent, in words: "one request at a time" or "a full batch".</summary>
    public string? BatchShape { get; init; }

    /// <summary>
    /// Of a variant behind an OpenAI-compatible endpoint "openai:URL#MODEL": its results have no token ids, logprobs and divergence,
    /// and token counts only where the endpoint states them.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>What the user adds, for example an endpoint's quantization and revision.</summary>
    public string? Note { get; init; }
}

/// <summary>A problem as a run holds it. The gold belongs to the run: another run may hold the same text with a corrected answer.</summary>
internal sealed record RunProblem
{
    /// <summary>The data set's id of the problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The text that enters the prompt; what <see cref="Hash"/> covers.</summary>
    public required string Text { get; init; }

    public required string Answer { get; init; }
    public string? Solution { get; init; }
    public string? Subject { get; init; }

    /// <summary>1 to 5; absent where the data set does not know it.</summary>
    public int? Level { get; init; }

    /// <summary>The problem hash: third part of a result's natural key.</summary>
    public string Hash => ContentHash.Of(Text);

    /// <summary>Hash of the gold: part of a grade's key.</summary>
    public string GoldHash => ContentHash.Of(Answer);
}
