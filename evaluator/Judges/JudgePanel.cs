namespace QuantGrpc.Evaluator.Judges;

/// <summary>What several judges say together.</summary>
internal sealed record PanelVerdict
{
    /// <summary>Null where no step has enough votes.</summary>
    public Located? Located { get; init; }

    /// <summary>Whether the type has enough votes too; otherwise only the step stands.</summary>
    public bool TypeAgreed { get; init; }

    /// <summary>Whether it is one judge's alone: no agreement stands behind it.</summary>
    public required bool OneJudge { get; init; }

    /// <summary>Valid verdicts.</summary>
    public required int Cast { get; init; }

    /// <summary>Votes for the step.</summary>
    public required int Agreeing { get; init; }
}

/// <summary>
/// Votes: with one judge its own verdict stands; with more a verdict needs two votes and more than half of those cast, first on the step,
/// then on the type among those who agree on the step. What is not valid counts for nobody.
/// </summary>
internal static class JudgePanel
{
    public static PanelVerdict Vote(IReadOnlyList<JudgeVerdict> verdicts)
    {
        var cast = verdicts.Where(v => v.Kind == VerdictKind.Valid).Select(v => v.Located).OfType<Located>().ToList();
        if (verdicts.Count == 1)
        {
            return new PanelVerdict { Located = cast.FirstOrDefault(), TypeAgreed = cast.Count > 0, OneJudge = true, Cast = cast.Count, Agreeing = cast.Count };
        }

        var step = cast.GroupBy(l => l.FirstErrorStep).MaxBy(g => g.Count())?.ToList() ?? [];
        if (!Wins(step.Count, cast.Count))
        {
            return new PanelVerdict { OneJudge = false, Cast = cast.Count, Agreeing = step.Count };
        }

        var type = step.GroupBy(l => l.Type).MaxBy(g => g.Count())?.ToList() ?? [];
        return new PanelVerdict
        {
            Located = type[0],
            TypeAgreed = Wins(type.Count, step.Count),
            OneJudge = false,
            Cast = cast.Count,
            Agreeing = step.Count,
        };
    }

    private static bool Wins(int votes, int cast) => votes >= 2 && votes * 2 > cast;
}
