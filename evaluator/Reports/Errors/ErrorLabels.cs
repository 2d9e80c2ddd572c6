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

    /// <summary>Whether a number was miscopied, as most of those see it who name the step that stands; null where none of their forms asks.</summary>
    public bool? IsTranscription(Cell cell)
    {
        List<bool> said = [.. votes.Of(cell.ResultId) is { } vote ? vote.All.Where(vote.Follows).Select(v => v.Transcription).OfType<bool>() : []];
        return said.Count == 0 ? null : said.Count(s => s) * 2 > said.Count;
    }

    /// <summary>Whether the solution took a wrong step back itself, as any judge sees it; null where none of their forms asks.</summary>
    public bool? IsRepaired(Cell cell)
    {
        List<int> taken = [.. votes.Of(cell.ResultId) is { } vote ? vote.All.Where(v => v.Kind == VerdictKind.Valid).Select(v => v.CorrectedSteps?.Count).OfType<int>() : []];
        return taken.Count == 0 ? null : taken.Exists(count => count > 0);
    }

    // Types of no category keep their place.
    private static string? First(JudgeVote vote) => ErrorGroups.OtherOrder.FirstOrDefault(type => vote.Types.Contains(type)) ?? vote.ErrorType;
}
