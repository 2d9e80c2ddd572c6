using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>What the judges that have seen a failure say together; there is at least one.</summary>
internal sealed class FailureVote(IReadOnlyList<JudgeVote> all)
{
    private readonly PanelOutcome _outcome = OutcomeOf(all);

    /// <summary>Every verdict, arbiters' included.</summary>
    public IReadOnlyList<JudgeVote> All => all;

    /// <summary>The voters' verdicts.</summary>
    public IReadOnlyList<JudgeVote> Votes { get; } = [.. all.Where(v => v.Role == JudgeRole.Voter)];

    public bool OneJudge => _outcome.OneJudge;

    /// <summary>Whether there is a verdict: the one judge's, or one with enough votes, or an arbiter's.</summary>
    public bool IsDecided => _outcome.Elected is not null;

    /// <summary>Whether the voters alone left step or type open.</summary>
    public bool IsEscalated => Votes.Count > 0 && _outcome.IsEscalated;

    /// <summary>Whether an arbiter settled what the voters left open.</summary>
    public bool ByArbiter => _outcome.ByArbiter;

    /// <summary>Whether step or type is still open: what a queue for annotators holds.</summary>
    public bool IsOpen => Votes.Count > 0 && (!IsDecided || TypeOpen);

    /// <summary>Whether two or more valid verdicts elect no step and no arbiter settled it.</summary>
    public bool Disagree => !IsDecided && _outcome.Cast > 1;

    /// <summary>Whether a step stands and its type does not.</summary>
    public bool TypeOpen => IsDecided && !_outcome.TypeAgreed;

    /// <summary>The step that stands; null where none is wrong, and without a verdict.</summary>
    public int? FirstErrorStep => _outcome.Elected?.Step;

    /// <summary>The type that stands; null without a verdict and where only the step was agreed on.</summary>
    public string? ErrorType => _outcome.TypeAgreed ? _outcome.Elected?.Type : null;

    /// <summary>Whether two or more gave a valid verdict, so that agreement can be told.</summary>
    public bool IsShared => _outcome.Cast > 1;

    /// <summary>The outcome in a word or two: a type, or why there is none.</summary>
    public string Outcome => IsDecided
        ? FirstErrorStep is null ? "no wrong step" : ErrorType ?? "type not agreed"
        : Disagree ? "judges disagree" : _outcome.Cast == 1 ? "no second vote" : "no valid verdict";

    /// <summary>The votes behind the outcome.</summary>
    public string Agreement => ByArbiter ? $"settled by the arbiter after {_outcome.Cast} valid of {Votes.Count} verdicts"
        : OneJudge ? "one judge, no vote"
        : IsDecided ? $"{_outcome.Agreeing} of {_outcome.Cast} votes for {StepWords}{(TypeOpen ? ", none of the types has enough" : "")}"
        : Disagree ? $"no step has more than half of {_outcome.Cast} votes"
        : $"{_outcome.Cast} valid of {Votes.Count} verdicts; two are needed";

    /// <summary>Whether a judge's valid verdict names the step that stands.</summary>
    public bool Follows(JudgeVote vote) => IsDecided && vote.Kind == VerdictKind.Valid && vote.FirstErrorStep == FirstErrorStep;

    private string StepWords => FirstErrorStep is { } step ? $"step {step}" : "no wrong step";

    private static PanelOutcome OutcomeOf(IReadOnlyList<JudgeVote> votes)
    {
        var ballots = votes.Where(v => v is { Role: JudgeRole.Voter, Kind: VerdictKind.Valid }).Select(BallotOf).ToList();
        var arbiter = votes.FirstOrDefault(v => v is { Role: JudgeRole.Arbiter, Kind: VerdictKind.Valid });
        return PanelVote.Of(votes.Count(v => v.Role == JudgeRole.Voter), ballots, arbiter is null ? null : BallotOf(arbiter));
    }

    private static Ballot BallotOf(JudgeVote vote) => new(vote.FirstErrorStep, vote.ErrorType, vote.Weight);
}
