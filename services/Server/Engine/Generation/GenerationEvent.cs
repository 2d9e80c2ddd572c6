using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>What a generation reports, in order: started, tokens, finished.</summary>
internal abstract class GenerationEvent;

/// <summary>The first decode call was granted.</summary>
/// <param name="queueTime">Arrival to grant.</param>
internal sealed class GenerationStarted(TimeSpan queueTime) : GenerationEvent
{
    /// <summary>Arrival to grant.</summary>
    public TimeSpan QueueTime => queueTime;
}

/// <summary>Where a reported token comes from.</summary>
internal enum TokenOrigin
{
    Generated,
    Prefix,
    Prompt,
}

/// <summary>
/// A token was drawn, or stood there already. The objects are used again: a reader that has read one gives it back, and keeps nothing
/// of it (<see cref="GenerationOutbox"/>).
/// </summary>
internal sealed class TokenGenerated : GenerationEvent
{
    private TokenAlternative[] _alternatives = [];
    private int _alternativeCount;

    /// <summary>0 for the assistant's first, a prefix included; in the prompt, 0 for the prompt's first.</summary>
    public int Index { get; set; }

    /// <summary>Which sample it belongs to.</summary>
    public int Sample { get; set; }

    public TokenOrigin Origin { get; set; }

    public TokenId Token { get; set; }

    /// <summary>Text that became certain; empty for the end of text.</summary>
    public string Text { get; set; } = "";

    /// <summary>Present where asked for.</summary>
    public RowFigures? Figures { get; set; }

    /// <summary>Logprob of the draw under the sampler's distribution.</summary>
    public double SamplerLogprob { get; set; }

    public ReadOnlySpan<TokenAlternative> Alternatives => _alternatives.AsSpan(0, _alternativeCount);

    /// <summary>Takes a copy.</summary>
    public void SetAlternatives(ReadOnlySpan<TokenAlternative> alternatives)
    {
        if (_alternatives.Length < alternatives.Length)
        {
            _alternatives = new TokenAlternative[alternatives.Length];
        }

        alternatives.CopyTo(_alternatives);
        _alternativeCount = alternatives.Length;
    }
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
internal sealed class GenerationFinished : GenerationEvent
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
