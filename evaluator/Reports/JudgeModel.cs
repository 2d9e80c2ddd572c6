using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>One judge's work over all failures of the run.</summary>
internal sealed record JudgeModel
{
    public required string Id { get; init; }
    public required int Valid { get; init; }
    public required int Invalid { get; init; }
    public required int DoesNotFit { get; init; }
    public required int Abstained { get; init; }
    public required int Failed { get; init; }
    public required int Unjudged { get; init; }

    /// <summary>
    /// Of the failures on which this judge and another gave a valid verdict, those on which its step is the one that stands; absent where
    /// there are none.
    /// </summary>
    public ShareModel? Agreement { get; init; }

    /// <summary>"voter", or "arbiter": asked only where the voters leave step or type open.</summary>
    public string Role { get; init; } = "voter";

    /// <summary>What its vote counts.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether it is the run's only one.</summary>
    public required bool OneJudge { get; init; }

    public static JudgeModel Of(JudgeCoverage coverage, Proportion? agreement, bool oneJudge) => new()
    {
        Id = coverage.Judge,
        Valid = coverage.Valid,
        Invalid = coverage.Invalid,
        DoesNotFit = coverage.DoesNotFit,
        Abstained = coverage.Abstained,
        Failed = coverage.Failed,
        Unjudged = coverage.Unjudged,
        Agreement = agreement is { } share ? ShareModel.Of(share) : null,
        Role = coverage.Role.ToString().ToLowerInvariant(),
        Weight = coverage.Weight,
        OneJudge = oneJudge,
    };
}
