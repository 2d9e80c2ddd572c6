namespace QuantGrpc.Evaluator.Statistics;

/// <summary>One judge's valid verdict on a solution.</summary>
/// <param name="Step">The first wrong step, from 1; null where none is wrong.</param>
/// <param name="Type">The name of its type of error.</param>
/// <param name="Weight">What the judge's vote counts, above 0.</param>
internal sealed record Ballot(int? Step, string? Type, double Weight = 1)
{
    /// <summary>Whether both say the same, whatever they weigh.</summary>
    public bool SaysAs(Ballot other) => Step == other.Step && Type == other.Type;
}

/// <summary>What several judges say together.</summary>
internal sealed record PanelOutcome
{
    /// <summary>Null where no step has enough votes.</summary>
    public Ballot? Elected { get; init; }

    /// <summary>Whether the type has enough votes too; otherwise only the step stands.</summary>
    public bool TypeAgreed { get; init; }

    /// <summary>Whether it is one judge's alone: no agreement stands behind it.</summary>
    public required bool OneJudge { get; init; }

    /// <summary>Valid verdicts of the voters.</summary>
    public required int Cast { get; init; }

    /// <summary>Votes for the step that has most.</summary>
    public required int Agreeing { get; init; }

    /// <summary>Whether the voters alone left the step or its type open.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>Whether an arbiter settled what they left open.</summary>
    public bool ByArbiter { get; init; }
}

/// <summary>
/// The vote of a panel: with one judge its own verdict stands; with more a verdict needs two votes and more than half of the weight cast,
/// first on the step, then on the type among those who agree on the step. What is left open an arbiter may settle.
/// </summary>
internal static class PanelVote
{
    /// <param name="judges">Judges that were asked to vote, those without a valid verdict included; the arbiter is none of them.</param>
    /// <param name="cast">The voters' valid verdicts, first choice of judge first.</param>
    /// <param name="arbiter">An arbiter's valid verdict; it counts only where the vote leaves something open.</param>
    public static PanelOutcome Of(int judges, IReadOnlyList<Ballot> cast, Ballot? arbiter = null)
    {
        var vote = VoteOf(judges, cast);
        var outcome = vote with { IsEscalated = !vote.TypeAgreed };
        return arbiter is not null && outcome.IsEscalated && (outcome.Elected is null || outcome.Elected.Step == arbiter.Step)
            ? outcome with { Elected = arbiter, TypeAgreed = true, ByArbiter = true }
            : outcome;
    }

    private static PanelOutcome VoteOf(int judges, IReadOnlyList<Ballot> cast)
    {
        if (judges == 1)
        {
            return new PanelOutcome { Elected = cast.FirstOrDefault(), TypeAgreed = cast.Count > 0, OneJudge = true, Cast = cast.Count, Agreeing = cast.Count };
        }

        var step = Heaviest(cast, b => b.Step);
        var outcome = new PanelOutcome { OneJudge = false, Cast = cast.Count, Agreeing = step.Count };
        if (!Wins(step, cast))
        {
            return outcome;
        }

        var type = Heaviest(step, b => b.Type);
        return outcome with { Elected = type[0], TypeAgreed = Wins(type, step) };
    }

    private static List<Ballot> Heaviest<T>(IReadOnlyList<Ballot> ballots, Func<Ballot, T> said) =>
        ballots.GroupBy(said).MaxBy(g => g.Sum(b => b.Weight))?.ToList() ?? [];

    private static bool Wins(List<Ballot> votes, IReadOnlyList<Ballot> cast) => votes.Count >= 2 && votes.Sum(b => b.Weight) * 2 > cast.Sum(b => b.Weight);
}
