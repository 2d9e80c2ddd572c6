namespace QuantGrpc.Evaluator.Generation;

/// <summary>What a server reports of given texts: each as it is done, then all.</summary>
internal abstract record DivergenceEvent;

/// <summary>Next tokens of one text under one variant; only if asked for, in order, and all before the text's own figures.</summary>
internal sealed record TokensCompared : DivergenceEvent
{
    /// <summary>Which text, from 0.</summary>
    public required int Text { get; init; }

    /// <summary>Which variant, from 0 in the order of the request.</summary>
    public required int Variant { get; init; }

    /// <summary>KL(reference ‖ variant) in nats, one a token.</summary>
    public required IReadOnlyList<float> Divergences { get; init; }

    /// <summary>Whether the two prefer different tokens, one a token.</summary>
    public required IReadOnlyList<bool> Flips { get; init; }
}

/// <summary>One text is done.</summary>
internal sealed record TextCompared : DivergenceEvent
{
    /// <summary>Which, from 0.</summary>
    public required int Text { get; init; }

    public required int Tokens { get; init; }

    /// <summary>The reference's logprob of the text in nats.</summary>
    public required double ReferenceLogprob { get; init; }

    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<VariantDivergence> Variants { get; init; }
}

/// <summary>All texts.</summary>
internal sealed record TextsCompared : DivergenceEvent
{
    public required long Tokens { get; init; }
    public required double ReferencePerplexity { get; init; }

    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<VariantDivergence> Variants { get; init; }

    /// <summary>Tokens that were computed: under all variants, prompts included.</summary>
    public required long ComputedTokens { get; init; }

    public required TimeSpan Duration { get; init; }
}

/// <summary>How far a variant is from the reference over some tokens. Divergences are KL(reference ‖ variant) in nats.</summary>
internal sealed record VariantDivergence
{
    public required long Tokens { get; init; }
    public required double Mean { get; init; }

    /// <summary>Standard error of the mean, tokens taken as independent.</summary>
    public required double MeanError { get; init; }

    public required double Median { get; init; }
    public required double P99 { get; init; }
    public required double Maximum { get; init; }

    /// <summary>Share of tokens at which both prefer the same one.</summary>
    public required double SameTopShare { get; init; }

    /// <summary>Index of the first token at which they do not; null where there is none, and over several texts.</summary>
    public int? FirstFlip { get; init; }

    /// <summary>The variant's logprob of the tokens in nats.</summary>
    public required double Logprob { get; init; }

    public required double Perplexity { get; init; }
}
