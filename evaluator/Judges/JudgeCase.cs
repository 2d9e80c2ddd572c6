namespace QuantGrpc.Evaluator.Judges;

/// <summary>A solution to be judged. The closing answer is the step after the last.</summary>
internal sealed record JudgeCase
{
    public required string Problem { get; init; }

    /// <summary>Texts without labels.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>As written; null where the solution has none.</summary>
    public string? FinalAnswer { get; init; }

    /// <summary>Null where it is not known.</summary>
    public required string? ReferenceAnswer { get; init; }

    /// <summary>The reference solution's steps without labels; null where there are none.</summary>
    public IReadOnlyList<string>? ReferenceSteps { get; init; }

    /// <summary>Whether the problem is one of MiniMATH's.</summary>
    public bool IsMiniMath { get; init; }

    /// <summary>Steps that a verdict may name: the closing answer included.</summary>
    public int JudgedSteps => Steps.Count + (FinalAnswer is null ? 0 : 1);
}
