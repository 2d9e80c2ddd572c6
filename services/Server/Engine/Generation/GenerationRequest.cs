using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>A generation that is known to be valid for its variant: tokens of its vocabulary that leave room for one more.</summary>
internal sealed record GenerationRequest
{
    /// <summary>Id in messages and logs.</summary>
    public required string Id { get; init; }

    /// <summary>At least one token.</summary>
    public required TokenId[] Prompt { get; init; }

    /// <summary>What the assistant has said already.</summary>
    public AssistantPrefix Prefix { get; init; } = AssistantPrefix.Nothing;

    /// <summary>Samples of the one prompt, at least 1.</summary>
    public int Samples { get; init; } = 1;

    public required SamplingSettings Sampling { get; init; }

    /// <summary>What the output has to be; null for anything.</summary>
    public GenerationGrammar? Grammar { get; init; }

    public InspectionSettings Inspection { get; init; } = InspectionSettings.Nothing;

    public GuardSettings Guards { get; init; } = GuardSettings.Nothing;

    /// <summary>Whether more of a row is looked at than what is drawn.</summary>
    public bool IsDescribed =>
        Inspection.Figures || Inspection.Alternatives > 0 || Guards.StopBelowMargin is not null || Guards.Loop is { LowEntropy: > 0 };

    /// <summary>Higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether its results may not depend on what else is served.</summary>
    public bool IsStrict { get; init; }

    /// <summary>The variant's adapters and the request's.</summary>
    public AdapterSet Adapters { get; init; } = AdapterSet.None;

    /// <summary>Most tokens that one sample draws: what counts as output already is taken from its max_tokens.</summary>
    public int MostDrawn => Sampling.MaxTokens - (Prefix.OwnOutput ? Prefix.Tokens.Length : 0);

    /// <summary>KV cells that all its samples may come to hold.</summary>
    public long Cells => Prompt.Length + Prefix.Tokens.Length + ((long)Samples * MostDrawn);
}

/// <summary>The beginning of the assistant's answer.</summary>
/// <param name="Tokens">As given.</param>
/// <param name="Pieces">Their bytes; none for control tokens.</param>
/// <param name="OwnOutput">Whether it counts as what the variant generated.</param>
internal sealed record AssistantPrefix(TokenId[] Tokens, IReadOnlyList<ReadOnlyMemory<byte>> Pieces, bool OwnOutput)
{
    public static AssistantPrefix Nothing { get; } = new([], [], OwnOutput: false);
}

/// <summary>What ends a generation early.</summary>
internal sealed record GuardSettings
{
    public static GuardSettings Nothing { get; } = new();

    /// <summary>Time from arrival; null for any.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Least margin of a token that is taken; null for any.</summary>
    public float? StopBelowMargin { get; init; }

    public LoopGuardSettings? Loop { get; init; }
}
