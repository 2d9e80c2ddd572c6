namespace QuantGrpc.Llama.Models;

/// <summary>A token of a vocabulary, 0 to its size.</summary>
public readonly record struct TokenId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>A sequence of a context, 0 to its number of sequences.</summary>
public readonly record struct SequenceId(int Value);
