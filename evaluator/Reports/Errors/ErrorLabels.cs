using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>What a report calls a failure's first error, in three ways. Null where there is no failure, no verdict or no agreed type.</summary>
internal sealed class ErrorLabels(PanelVotes votes)
{
    public const string None = "none";

    /// <summary>The type that stands.</summary>
    public string? Type(Cell cell) => cell.IsFailure && cell.ErrorType != None ? cell.ErrorType : null;

    public string? Capability(Cell cell) => ErrorGroups.CapabilityOf(Type(cell));

    /// <summary>The first type in the other order, of all that the judges who agree on the step see in it; elected as types are.</summary>
    public string? InOtherOrder(Cell cell)
    {
        if (Type(cell) is null || votes.Of(cell.ResultId) is not { } vote)
        {
            return Type(cell);
        }

        var ballots = vote.Votes.Where(vote.Follows).Select(BallotOf);
        var outcome = PanelVote.Of(vote.Votes.Count, [.. ballots], vote.Arbiter is { } arbiter ? BallotOf(arbiter) : null);
        return outcome.TypeAgreed ? outcome.Elected?.Type : null;
    }

    private static Ballot BallotOf(JudgeVote vote) => new(vote.FirstErrorStep, First(vote), vote.Weight);

    // Types of no category keep their place.
    private static string? First(JudgeVote vote) => ErrorGroups.OtherOrder.FirstOrDefault(type => vote.Types.Contains(type)) ?? vote.ErrorType;
}
