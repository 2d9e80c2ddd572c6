using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>What the judges that have seen a failure say together; there is at least one.</summary>
internal sealed class FailureVote(IReadOnlyList<JudgeVote> votes)
{
    private readonly PanelOutcome _outcome = PanelVote.Of(
        votes.Count, [.. votes.Where(v => v.Kind == VerdictKind.Valid).Select(v => new Ballot(v.FirstErrorStep, v.ErrorType))]);

    public IReadOnlyList<JudgeVote> Votes => votes;

    public bool OneJudge => _outcome.OneJudge;

    /// <summary>Whether there is a verdict: the one judge's, or one with enough votes.</summary>
    public bool IsDecided => _outcome.Elected is not null;

    /// <summary>Whether two or more valid verdicts elect no step.</summary>
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
    public string Agreement => OneJudge ? "one judge, no vote"
        : IsDecided ? $"{_outcome.Agreeing} of {_outcome.Cast} votes for {StepWords}{(TypeOpen ? ", none of the types has enough" : "")}"
        : Disagree ? $"no step has more than half of {_outcome.Cast} votes"
        : $"{_outcome.Cast} valid of {votes.Count} verdicts; two are needed";

    /// <summary>Whether a judge's valid verdict names the step that stands.</summary>
    public bool Follows(JudgeVote vote) => IsDecided && vote.Kind == VerdictKind.Valid && vote.FirstErrorStep == FirstErrorStep;

    private string StepWords => FirstErrorStep is { } step ? $"step {step}" : "no wrong step";
}
