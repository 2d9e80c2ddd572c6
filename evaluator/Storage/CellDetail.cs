namespace QuantGrpc.Evaluator.Storage;

/// <summary>A finished cell with everything stored of it.</summary>
internal sealed record CellDetail
{
    public required RunProblem Problem { get; init; }
    public required StoredResult Result { get; init; }
    public Grade? Grade { get; init; }

    /// <summary>Every judge's newest verdict, in the order the run asked.</summary>
    public IReadOnlyList<JudgeVerdict> Verdicts { get; init; } = [];
}
