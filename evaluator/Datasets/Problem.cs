namespace QuantGrpc.Evaluator.Datasets;

/// <summary>One problem of a data set.</summary>
internal sealed record Problem
{
    /// <summary>Unique in its data set.</summary>
    public required string Id { get; init; }

    /// <summary>The text that enters the prompt.</summary>
    public required string Text { get; init; }

    /// <summary>The reference answer.</summary>
    public required string Answer { get; init; }

    /// <summary>Whether the answer is that of the solution's last box, for want of one of its own.</summary>
    public bool AnswerIsDerived { get; init; }

    /// <summary>The reference solution, where there is one.</summary>
    public string? Solution { get; init; }

    public string? Subject { get; init; }

    /// <summary>1 to 5.</summary>
    public int? Level { get; init; }
}
