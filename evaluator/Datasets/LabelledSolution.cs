namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A solution whose first wrong step is known: what judges are measured with.</summary>
internal sealed record LabelledSolution
{
    public required string Id { get; init; }

    public required string Problem { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>From 1; null where every step is right.</summary>
    public required int? FirstWrongStep { get; init; }

    /// <summary>The model that wrote it, where it is known.</summary>
    public string? Generator { get; init; }

    /// <summary>Whether the final answer is right, where it is known; a wrong step may lead to a right one.</summary>
    public bool? FinalAnswerCorrect { get; init; }
}
