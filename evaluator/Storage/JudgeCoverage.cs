namespace QuantGrpc.Evaluator.Storage;

/// <summary>What became of a run's failures at one of its judges.</summary>
internal sealed record JudgeCoverage
{
    public required string Judge { get; init; }

    public JudgeRole Role { get; init; }

    /// <summary>What its vote counts.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Failures of the run: what there is to judge.</summary>
    public required int Failures { get; init; }

    /// <summary>Failures that it judged.</summary>
    public required int Valid { get; init; }

    /// <summary>Failures that it could not judge: its reply does not hold its form.</summary>
    public required int Invalid { get; init; }

    /// <summary>Failures that it could not judge: its prompt does not fit.</summary>
    public required int DoesNotFit { get; init; }

    /// <summary>Failures on which it said that it does not know.</summary>
    public required int Abstained { get; init; }

    /// <summary>Failures on which no reply came, so far.</summary>
    public required int Failed { get; init; }

    /// <summary>Tokens of all its prompts, and of all its replies.</summary>
    public long PromptTokens { get; init; }
    public long GeneratedTokens { get; init; }

    /// <summary>Of all its replies, one after the other.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Failures that it was shown.</summary>
    public int Shown => Valid + Invalid + DoesNotFit + Abstained + Failed;

    /// <summary>Failures that it was not shown yet; an arbiter is shown those alone on which the voters leave something open.</summary>
    public int Unjudged => Role == JudgeRole.Arbiter ? 0 : Failures - Shown;
}
