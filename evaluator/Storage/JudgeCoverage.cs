namespace QuantGrpc.Evaluator.Storage;

/// <summary>What became of a run's failures at one of its judges.</summary>
internal sealed record JudgeCoverage
{
    public required string Judge { get; init; }

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

    /// <summary>Failures that it was not shown yet.</summary>
    public int Unjudged => Failures - Valid - Invalid - DoesNotFit - Abstained - Failed;
}
