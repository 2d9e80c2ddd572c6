namespace QuantGrpc.Llama.Models;

/// <summary>How a decode call ended.</summary>
public enum DecodeOutcome
{
    /// <summary>The batch is in the KV cache and its logits are there.</summary>
    Done,

    /// <summary>The KV cache has no room; nothing changed.</summary>
    NoRoom,

    /// <summary>llama.cpp failed; the context's state is unknown.</summary>
    Failed,
}
