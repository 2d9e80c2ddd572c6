using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>The judges' votes on a run's results.</summary>
internal sealed class PanelVotes
{
    private readonly Dictionary<long, FailureVote> _byResult;
    private readonly List<FailureVote> _onFailures;

    public PanelVotes(IReadOnlyList<JudgeVote> votes, IReadOnlyList<Cell> cells)
    {
        _byResult = votes.GroupBy(v => v.ResultId).ToDictionary(g => g.Key, g => new FailureVote([.. g]));
        _onFailures = [.. cells.Where(c => c.IsFailure).Select(c => Of(c.ResultId)).OfType<FailureVote>()];
    }

    /// <summary>Failures on which two or more valid verdicts elect no step.</summary>
    public int Disagreeing => _onFailures.Count(v => v.Disagree);

    /// <summary>Failures on which the voters alone left step or type open.</summary>
    public int Escalated => _onFailures.Count(v => v.IsEscalated);

    /// <summary>Of these, those that an arbiter settled.</summary>
    public int ByArbiter => _onFailures.Count(v => v.ByArbiter);

    /// <summary>Of these, those on which step or type is still open.</summary>
    public int Open => _onFailures.Count(v => v.IsOpen);

    /// <summary>Failures that one judge alone has seen.</summary>
    public int Alone => _onFailures.Count(v => v.OneJudge);

    /// <summary>Null where no judge has seen the result.</summary>
    public FailureVote? Of(long resultId) => _byResult.GetValueOrDefault(resultId);

    /// <summary>Cells with what the judges say together in place of one judge's verdict; without a majority they have no verdict.</summary>
    public IReadOnlyList<Cell> Elect(IReadOnlyList<Cell> cells) => [.. cells.Select(c => Of(c.ResultId) is { OneJudge: false } vote ? Elect(c, vote) : c)];

    /// <summary>
    /// Of the failures on which this judge and another gave a valid verdict, those on which its step is the one that stands; null where
    /// there is no such failure.
    /// </summary>
    public Proportion? AgreementOf(string judge)
    {
        var shared = _onFailures.Where(v => v.IsShared).ToList();
        var own = shared.SelectMany(v => v.Votes.Where(one => one.Judge == judge && one.Kind == VerdictKind.Valid), (vote, one) => vote.Follows(one)).ToList();
        return own.Count == 0 ? null : new Proportion(own.Count(follows => follows), own.Count);
    }

    private static Cell Elect(Cell cell, FailureVote vote) => cell with
    {
        Judge = null,
        VerdictKind = vote.IsDecided ? VerdictKind.Valid : null,
        FirstErrorStep = vote.FirstErrorStep,
        ErrorType = vote.ErrorType,
        OneJudge = false,
    };
}
