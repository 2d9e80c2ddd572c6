namespace QuantGrpc.Evaluator.Generation;

/// <summary>A variant as its server states it.</summary>
internal sealed record ServedVariant
{
    public required string Id { get; init; }
    public required bool IsReady { get; init; }

    /// <summary>State and reason in words, for example "unloaded: ...".</summary>
    public required string State { get; init; }

    public string BaseModel { get; init; } = "";
    public string Architecture { get; init; } = "";
    public long Parameters { get; init; }
    public string FileType { get; init; } = "";
    public string Method { get; init; } = "";
    public double BitsPerWeight { get; init; }
    public long FileBytes { get; init; }

    /// <summary>Weights / activations / KV cache in bits.</summary>
    public string Wakv { get; init; } = "";

    public string CacheTypeK { get; init; } = "";
    public string CacheTypeV { get; init; } = "";

    /// <summary>Tokens that one sequence may hold.</summary>
    public int Context { get; init; }

    /// <summary>Tokens in its vocabulary.</summary>
    public int Vocabulary { get; init; }

    public int Threads { get; init; }

    /// <summary>Empty until the server has hashed the file.</summary>
    public string WeightsSha256 { get; init; } = "";

    public string Fingerprint { get; init; } = "";
}

/// <summary>An inference server as it states itself.</summary>
internal sealed record ServerInfo
{
    public required string Product { get; init; }
    public required string LlamaCppRelease { get; init; }
    public required string NativeLibrary { get; init; }
    public IReadOnlyList<string> CpuFeatures { get; init; } = [];

    /// <summary>Largest request that it takes.</summary>
    public int MaxMessageBytes { get; init; }

    public IReadOnlyList<string> Devices { get; init; } = [];
}
