using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>What several judges say together.</summary>
/// <param name="Located">The first verdict in the judges' order that says what was elected; null where nothing was.</param>
/// <param name="Vote">How they voted.</param>
internal sealed record PanelVerdict(Located? Located, PanelOutcome Vote);

/// <summary>Lets judges vote by the rule of <see cref="PanelVote"/>. What is not valid counts for nobody.</summary>
internal static class JudgePanel
{
    public static PanelVerdict Vote(IReadOnlyList<JudgeVerdict> verdicts)
    {
        var cast = verdicts.Where(v => v.Kind == VerdictKind.Valid).Select(v => v.Located).OfType<Located>().ToList();
        var outcome = PanelVote.Of(verdicts.Count, cast.ConvertAll(BallotOf));
        return new PanelVerdict(cast.FirstOrDefault(located => BallotOf(located) == outcome.Elected), outcome);
    }

    private static Ballot BallotOf(Located located) => new(located.FirstErrorStep, located.Type.NameOf());
}
