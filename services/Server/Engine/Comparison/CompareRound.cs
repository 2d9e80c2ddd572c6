using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine.Comparison;

/// <summary>One token of every side that still writes, and what has become certain with it.</summary>
/// <param name="Index">From 0.</param>
internal sealed record CompareRound(int Index)
{
    public required IReadOnlyList<SideToken> Tokens { get; init; }

    public required IReadOnlyList<SideAlignment> Alignments { get; init; }

    public required IReadOnlyList<SideEnd> Ended { get; init; }
}

/// <summary>A side's token.</summary>
/// <param name="Side">Which; 0 is the reference.</param>
/// <param name="Token">What it wrote.</param>
/// <param name="Divergence">KL(reference ‖ side) in nats; null once the two have written different tokens.</param>
internal sealed record SideToken(int Side, TokenGenerated Token, double? Divergence);

/// <summary>A token of a side set beside the reference.</summary>
internal readonly record struct SideAlignment(int Side, AlignedToken Token);

/// <summary>A side that has ended.</summary>
internal sealed record SideEnd(int Side, GenerationFinished Finished);
