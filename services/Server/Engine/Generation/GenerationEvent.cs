using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>What a generation reports, in order: started, tokens, finished.</summary>
internal abstract record GenerationEvent;

/// <summary>The first decode call was granted.</summary>
/// <param name="QueueTime">Arrival to grant.</param>
internal sealed record GenerationStarted(TimeSpan QueueTime) : GenerationEvent;

/// <summary>Where a reported token comes from.</summary>
internal enum TokenOrigin
{
    Generated,
    Prefix,
    Prompt,
}

/// <summary>A token was drawn, or stood there already.</summary>
internal sealed record TokenGenerated : GenerationEvent
{
    /// <summary>0 for the assistant's first, a prefix included; in the prompt, 0 for the prompt's first.</summary>
    public required int Index { get; init; }

    /// <summary>Which sample it belongs to.</summary>
    public int Sample { get; init; }

    public TokenOrigin Origin { get; init; }

    public required TokenId Token { get; init; }

    /// <summary>Text that became certain; empty for the end of text.</summary>
    public required string Text { get; init; }

    /// <summary>Present where asked for.</summary>
    public RowFigures? Figures { get; init; }

    /// <summary>Logprob of the draw under the sampler's distribution.</summary>
    public double SamplerLogprob { get; init; }

    public IReadOnlyList<TokenAlternative> Alternatives { get; init; } = [];
}

/// <summary>A token that could have been drawn.</summary>
internal readonly record struct TokenAlternative(TokenId Token, double Logprob);

/// <summary>Why a generation ended.</summary>
internal enum GenerationEnd
{
    EndOfText,
    StopString,
    Length,
    Deadline,
    Loop,
    LowMargin,
    GrammarComplete,
}

/// <summary>The generation ended as it should.</summary>
internal sealed record GenerationFinished : GenerationEvent
{
    /// <summary>Which sample ended.</summary>
    public int Sample { get; init; }

    public required GenerationEnd End { get; init; }

    /// <summary>The token that was not taken, where its margin was too low.</summary>
    public TokenGenerated? Declined { get; init; }

    /// <summary>The string that ended it.</summary>
    public string StopString { get; init; } = "";

    /// <summary>Text that was held back until now.</summary>
    public string Text { get; init; } = "";

    public required int GeneratedTokens { get; init; }

    /// <summary>Tokens of prompt and prefix whose cells it took over from another request.</summary>
    public required int SharedTokens { get; init; }

    /// <summary>Arrival to first grant.</summary>
    public required TimeSpan Queue { get; init; }

    /// <summary>First grant to first token.</summary>
    public required TimeSpan Prefill { get; init; }

    /// <summary>First token to last.</summary>
    public required TimeSpan Decode { get; init; }
}
