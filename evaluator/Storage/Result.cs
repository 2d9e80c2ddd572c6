namespace QuantGrpc.Evaluator.Storage;

/// <summary>A result's natural key. Whoever writes it first wins; every run with this key shares the result.</summary>
/// <param name="SettingsHash">Covers template, sampling, limits, seed and strict; neither names nor judges.</param>
/// <param name="VariantHash">The server's fingerprint.</param>
/// <param name="ProblemHash"><see cref="RunProblem.Hash"/>.</param>
/// <param name="Sample">From 0.</param>
internal readonly record struct ResultKey(string SettingsHash, string VariantHash, string ProblemHash, int Sample);

/// <summary>One generation with all that was read off it.</summary>
internal record NewResult
{
    public required ResultKey Key { get; init; }

    /// <summary>The rendered prompt, or the messages where the server rendered them.</summary>
    public required string Prompt { get; init; }

    public IReadOnlyList<uint> PromptTokens { get; init; } = [];
    public required string Output { get; init; }
    public IReadOnlyList<uint> OutputTokens { get; init; } = [];

    /// <summary>Absent where logprobs were not asked for.</summary>
    public LogprobSummary? Logprobs { get; init; }

    public IReadOnlyList<StoredStep> Steps { get; init; } = [];

    /// <summary>The layout that the steps were found in, in the parser's name.</summary>
    public required string StepFormat { get; init; }

    /// <summary>Whether the output keeps the asked form: "Step k:" lines and a boxed answer.</summary>
    public bool FollowsFrame { get; init; }

    /// <summary>In snake case as the contract names it, for example "end_of_text".</summary>
    public required string StopReason { get; init; }

    /// <summary>Cut by the token limit.</summary>
    public bool Truncated { get; init; }

    /// <summary>Repeats itself.</summary>
    public bool Looping { get; init; }

    /// <summary>The extracted final answer; absent where none was found.</summary>
    public string? Answer { get; init; }

    /// <summary>Taken from the last formula or number of the text for want of anything better.</summary>
    public bool WeakAnswer { get; init; }

    public required ResultTimings Timings { get; init; }
    public required string WeightsSha256 { get; init; }

    /// <summary>Seed in force.</summary>
    public ulong Seed { get; init; }

    /// <summary>Generated tokens, the end-of-text token included.</summary>
    public required int GeneratedTokens { get; init; }
}

/// <summary>A stored <see cref="NewResult"/>.</summary>
internal sealed record StoredResult : NewResult
{
    /// <summary>The store's own id, which grades and verdicts refer to.</summary>
    public required long Id { get; init; }

    public required DateTimeOffset Created { get; init; }
}

/// <summary>Where the time of a generation went.</summary>
internal readonly record struct ResultTimings(TimeSpan Queue, TimeSpan Prefill, TimeSpan Decode);

/// <summary>Logprobs of the generated tokens under the model's own distribution, in nats.</summary>
/// <param name="Sum">Of all tokens.</param>
/// <param name="Mean">Sum over count.</param>
/// <param name="Min">The least likely token's.</param>
/// <param name="MinTokenIndex">That token's index, from 0.</param>
internal sealed record LogprobSummary(double Sum, double Mean, double Min, int MinTokenIndex);

/// <summary>A step of an output.</summary>
internal sealed record StoredStep
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>First character in the output.</summary>
    public int Start { get; init; }

    /// <summary>One past its last character.</summary>
    public int End { get; init; }

    /// <summary>Index of its first token; absent where tokens are not known.</summary>
    public int? FirstToken { get; init; }

    /// <summary>One past its last token.</summary>
    public int? EndToken { get; init; }
}
