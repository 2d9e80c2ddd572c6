using QuantGrpc.Evaluator.Judges.Rules;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>Every judge's verdict on a labelled solution, and what they say together.</summary>
internal sealed record QualityRow(LabelledCase Label, IReadOnlyList<JudgeVerdict> Verdicts)
{
    /// <summary>The panel's verdict; with one judge its own.</summary>
    public JudgedCase Together { get; } = TogetherOf(Label, Verdicts);

    private static JudgedCase TogetherOf(LabelledCase label, IReadOnlyList<JudgeVerdict> verdicts)
    {
        var panel = JudgePanel.Vote(verdicts);
        return new JudgedCase(label, panel.Located, panel.Vote.TypeAgreed);
    }
}

/// <summary>Lets judges see labelled solutions, and counts.</summary>
internal sealed class QualityRun(IReadOnlyList<Judge> judges)
{
    public const string Panel = "panel";
    public const string Baseline = "first step that differs from the reference";

    /// <summary>Judges all of them, in order.</summary>
    /// <param name="cases">The solutions.</param>
    /// <param name="done">Told how many are done.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<QualityRow>> JudgeAsync(
        IReadOnlyList<LabelledCase> cases, Action<int> done, CancellationToken cancellation)
    {
        var rows = new List<QualityRow>(cases.Count);
        foreach (var label in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(new QualityRow(label, await Task.WhenAll(judges.Select(j => j.JudgeAsync(label.Case, cancellation)))));
            done(rows.Count);
        }

        return rows;
    }

    /// <summary>Figures of each judge, of the panel where there are several, and of the baseline where there are references.</summary>
    public IReadOnlyList<QualityFigures> Figures(IReadOnlyList<QualityRow> rows)
    {
        var figures = judges.Select((j, i) => QualityFigures.Of(j.Id, [.. rows.Select(r => new JudgedCase(r.Label, r.Verdicts[i].Located))])).ToList();
        if (judges.Count > 1)
        {
            figures.Add(QualityFigures.Of(Panel, [.. rows.Select(r => r.Together)]));
        }

        var baseline = rows.Select(r => DifferenceBaseline.Of(r.Label)).OfType<JudgedCase>().ToList();
        if (baseline.Count > 0)
        {
            figures.Add(QualityFigures.Of(Baseline, baseline, namesTypes: false));
        }

        return figures;
    }

    /// <summary>Wrong over checked equations in all solutions: a rate that needs no judge.</summary>
    public static Share EquationRate(IReadOnlyList<LabelledCase> cases)
    {
        var findings = cases.SelectMany(c => StepChecks.Of(c.Case.Problem, c.Case.Steps)).ToList();
        return Share.Of(findings.Sum(f => f.False.Count), findings.Sum(f => f.Checked));
    }
}
