namespace QuantGrpc.Evaluator.Storage;

/// <summary>A result as its two tables hold it: parameters when it is written, columns when it is read.</summary>
internal sealed record ResultRow
{
    public long Id { get; init; }
    public required string SettingsHash { get; init; }
    public required string VariantHash { get; init; }
    public required string ProblemHash { get; init; }
    public required int Sample { get; init; }
    public required DateTimeOffset Created { get; init; }
    public required string StepFormat { get; init; }
    public required int StepCount { get; init; }
    public required bool FollowsFrame { get; init; }
    public required string StopReason { get; init; }
    public required bool Truncated { get; init; }
    public required bool Looping { get; init; }
    public string? Answer { get; init; }
    public required bool WeakAnswer { get; init; }
    public required TimeSpan Queue { get; init; }
    public required TimeSpan Prefill { get; init; }
    public required TimeSpan Decode { get; init; }
    public required int GeneratedTokens { get; init; }
    public LogprobSummary? Logprobs { get; init; }
    public required string WeightsSha256 { get; init; }

    /// <summary>The unsigned seed's bits: SQLite's integers are signed.</summary>
    public required long Seed { get; init; }

    public required string Prompt { get; init; }
    public required IReadOnlyList<uint> PromptTokens { get; init; }
    public required string Output { get; init; }
    public required IReadOnlyList<uint> OutputTokens { get; init; }
    public required IReadOnlyList<StoredStep> Steps { get; init; }

    public static ResultRow From(NewResult result, DateTimeOffset created) => new()
    {
        SettingsHash = result.Key.SettingsHash,
        VariantHash = result.Key.VariantHash,
        ProblemHash = result.Key.ProblemHash,
        Sample = result.Key.Sample,
        Created = created,
        StepFormat = result.StepFormat,
        StepCount = result.Steps.Count,
        FollowsFrame = result.FollowsFrame,
        StopReason = result.StopReason,
        Truncated = result.Truncated,
        Looping = result.Looping,
        Answer = StoredText.Clean(result.Answer),
        WeakAnswer = result.WeakAnswer,
        Queue = result.Timings.Queue,
        Prefill = result.Timings.Prefill,
        Decode = result.Timings.Decode,
        GeneratedTokens = result.GeneratedTokens,
        Logprobs = result.Logprobs,
        WeightsSha256 = result.WeightsSha256,
        Seed = unchecked((long)result.Seed),
        Prompt = StoredText.Clean(result.Prompt),
        PromptTokens = result.PromptTokens,
        Output = StoredText.Clean(result.Output),
        OutputTokens = result.OutputTokens,
        Steps = result.Steps.Select(step => step with { Text = StoredText.Clean(step.Text) }).ToArray(),
    };

    public StoredResult ToResult() => new()
    {
        Id = Id,
        Created = Created,
        Key = new ResultKey(SettingsHash, VariantHash, ProblemHash, Sample),
        Prompt = Prompt,
        PromptTokens = PromptTokens,
        Output = Output,
        OutputTokens = OutputTokens,
        Logprobs = Logprobs,
        Steps = Steps,
        StepFormat = StepFormat,
        FollowsFrame = FollowsFrame,
        StopReason = StopReason,
        Truncated = Truncated,
        Looping = Looping,
        Answer = Answer,
        WeakAnswer = WeakAnswer,
        Timings = new ResultTimings(Queue, Prefill, Decode),
        GeneratedTokens = GeneratedTokens,
        WeightsSha256 = WeightsSha256,
        Seed = unchecked((ulong)Seed),
    };
}
