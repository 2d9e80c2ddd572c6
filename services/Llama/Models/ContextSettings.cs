namespace QuantGrpc.Llama.Models;

/// <summary>Whether attention runs fused.</summary>
public enum FlashAttention
{
    /// <summary>Where the device can.</summary>
    Auto,

    /// <summary>Never.</summary>
    Off,

    /// <summary>Always; creating a context fails where it cannot.</summary>
    On,
}

/// <summary>How a context is made.</summary>
public sealed record ContextSettings
{
    /// <summary>KV cells, in tokens, of all sequences together.</summary>
    public required int Cells { get; init; }

    /// <summary>
    /// Whether sequences take cells from one pool as they grow, for more of them than their longest would leave room for. Otherwise each has an
    /// equal part of its own: attention then looks at a sequence's own cells only, where in a pool it passes over everybody's.
    /// </summary>
    public bool IsPool { get; init; }

    /// <summary>Sequences that may be in it at once.</summary>
    public required int Sequences { get; init; }

    /// <summary>Threads of a decode call.</summary>
    public required int Threads { get; init; }

    /// <summary>Most tokens of one decode call.</summary>
    public int MicroBatch { get; init; } = 512;

    /// <summary>Most rows of logits of one decode call, at least as many as sequences: bounds the buffers of the last layer. Null for a row a token.</summary>
    public int? Rows { get; init; }

    /// <summary>ggml's number of the K cache's type; 1 is F16.</summary>
    public int CacheTypeK { get; init; } = 1;

    /// <summary>ggml's number of the V cache's type.</summary>
    public int CacheTypeV { get; init; } = 1;

    /// <summary>Fused attention.</summary>
    public FlashAttention FlashAttention { get; init; }
}
