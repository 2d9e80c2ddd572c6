namespace QuantGrpc.Evaluator.Statistics;

/// <summary>One judge's valid verdict on a solution.</summary>
/// <param name="Step">The first wrong step, from 1; null where none is wrong.</param>
/// <param name="Type">The name of its type of error.</param>
internal sealed record Ballot(int? Step, string? Type);

/// <summary>What several judges say together.</summary>
internal sealed record PanelOutcome
{
    /// <summary>Null where no step has enough votes.</summary>
    public Ballot? Elected { get; init; }

    /// <summary>Whether the type has enough votes too; otherwise only the step stands.</summary>
    public bool TypeAgreed { get; init; }

    /// <summary>Whether it is one judge's alone: no agreement stands behind it.</summary>
    public required bool OneJudge { get; init; }

    /// <summary>Valid verdicts.</summary>
    public required int Cast { get; init; }

    /// <summary>Votes for the step that has most.</summary>
    public required int Agreeing { get; init; }
}

/// <summary>
/// The vote of a panel: with one judge its own verdict stands; with more a verdict needs two votes and more than half of those cast, first
/// on the step, then on the type among those who agree on the step.
/// </summary>
internal static class PanelVote
{
    /// <param name="judges">Judges that were asked, those without a valid verdict included.</param>
    /// <param name="cast">The valid verdicts, first choice of judge first.</param>
    public static PanelOutcome Of(int judges, IReadOnlyList<Ballot> cast)
    {
        if (judges == 1)
        {
            return new PanelOutcome { Elected = cast.FirstOrDefault(), TypeAgreed = cast.Count > 0, OneJudge = true, Cast = cast.Count, Agreeing = cast.Count };
        }

        var step = cast.GroupBy(b => b.Step).MaxBy(g => g.Count())?.ToList() ?? [];
        var outcome = new PanelOutcome { OneJudge = false, Cast = cast.Count, Agreeing = step.Count };
        if (!Wins(step.Count, cast.Count))
        {
            return outcome;
        }

        var type = step.GroupBy(b => b.Type, StringComparer.Ordinal).MaxBy(g => g.Count())?.ToList() ?? [];
        return outcome with { Elected = type[0], TypeAgreed = Wins(type.Count, step.Count) };
    }

    private static bool Wins(int votes, int cast) => votes >= 2 && votes * 2 > cast;
}
