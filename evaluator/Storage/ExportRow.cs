namespace QuantGrpc.Evaluator.Storage;

/// <summary>A finished cell with its texts, its newest grade and its judges' newest verdicts: what an export holds of it.</summary>
internal sealed record ExportRow
{
    public required string Run { get; init; }
    public required string Variant { get; init; }
    public required bool IsReference { get; init; }
    public required string ProblemId { get; init; }
    public string? Subject { get; init; }
    public int? Level { get; init; }
    public required int Sample { get; init; }
    public required string Problem { get; init; }
    public required string Gold { get; init; }
    public string? Solution { get; init; }
    public required string Prompt { get; init; }
    public required string Output { get; init; }

    /// <summary>As JSON: a list of <see cref="StoredStep"/>.</summary>
    public required string Steps { get; init; }

    public required string StepFormat { get; init; }
    public required bool FollowsFrame { get; init; }
    public string? Answer { get; init; }
    public required bool WeakAnswer { get; init; }

    /// <summary>Absent where it is not graded yet, like the four next ones.</summary>
    public GradeVerdict? Grade => GradeName is { } name ? Enum.Parse<GradeVerdict>(name) : null;

    public string? GradeName { get; init; }
    public string? Rule { get; init; }
    public string? Reason { get; init; }
    public string? GoldForm { get; init; }
    public string? AnswerForm { get; init; }

    /// <summary>Absent for the reference's own cells and where either is not graded.</summary>
    public Flip? Flip => FlipName is { } name ? Enum.Parse<Flip>(name) : null;

    public string? FlipName { get; init; }
    public required string StopReason { get; init; }
    public required bool Truncated { get; init; }
    public required bool Looping { get; init; }
    public required int GeneratedTokens { get; init; }

    /// <summary>In nats; absent where logprobs were not asked for.</summary>
    public double? LogprobSum { get; init; }

    /// <summary>Seconds, like the two next ones.</summary>
    public required double Queue { get; init; }

    public required double Prefill { get; init; }
    public required double Decode { get; init; }
    public required string Fingerprint { get; init; }
    public required string WeightsSha256 { get; init; }

    /// <summary>The unsigned seed's bits: SQLite's integers are signed.</summary>
    public required long Seed { get; init; }

    /// <summary>ISO 8601 in UTC.</summary>
    public required string Created { get; init; }

    /// <summary>As JSON: a list, in the run's order of judges.</summary>
    public required string Verdicts { get; init; }
}
