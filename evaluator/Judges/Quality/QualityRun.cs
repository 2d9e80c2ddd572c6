using QuantGrpc.Evaluator.Judges.Rules;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>Every judge's verdict on a labelled solution, and what they say together.</summary>
internal sealed record QualityRow(LabelledCase Label, PanelVerdict Panel)
{
    /// <summary>The panel's verdict, an arbiter's word included; with one judge its own.</summary>
    public JudgedCase Together => new(Label, Panel.Located, Panel.Vote.TypeAgreed);

    /// <summary>The voters' alone.</summary>
    public JudgedCase Voted => new QualityRow(Label, JudgePanel.Vote([.. Panel.Verdicts.Where(v => !v.IsArbiter)])).Together;

    /// <summary>What a judge says; null where it was not asked.</summary>
    public JudgeVerdict? Of(string judge) => Panel.Verdicts.FirstOrDefault(v => v.Verdict.Judge == judge)?.Verdict;
}

/// <summary>Lets a panel see labelled solutions, and counts.</summary>
internal sealed class QualityRun(JudgePanel panel)
{
    public const string Panel = "panel";
    public const string Arbitrated = "panel with arbiter";
    public const string Baseline = "first step that differs from the reference";

    /// <summary>Solutions that are judged at a time.</summary>
    public int Parallelism { get; init; } = 8;

    /// <summary>Judges all of them; rows come in the cases' order.</summary>
    /// <param name="cases">The solutions.</param>
    /// <param name="done">Told how many are done.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<QualityRow>> JudgeAsync(
        IReadOnlyList<LabelledCase> cases, Action<int> done, CancellationToken cancellation)
    {
        var rows = new QualityRow[cases.Count];
        var count = 0;
        await Parallel.ForAsync(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (i, token) =>
        {
            rows[i] = new QualityRow(cases[i], await panel.JudgeAsync(cases[i].Case, token));
            done(Interlocked.Increment(ref count));
        });
        return rows;
    }

    /// <summary>
    /// Figures of each judge, of an arbiter over the solutions that it was asked about, of the panel where there are several judges, and of the
    /// baseline where there are references.
    /// </summary>
    public IReadOnlyList<QualityFigures> Figures(IReadOnlyList<QualityRow> rows)
    {
        var figures = panel.Seats.Select(seat => Of(seat, rows)).ToList();
        var votes = PanelFigures.Of(rows);
        if (panel.Seats.Count(s => !s.IsArbiter) > 1)
        {
            figures.Add(QualityFigures.Of(Panel, [.. rows.Select(r => r.Voted)]) with { Votes = votes });
        }

        if (panel.Seats.Any(s => s.IsArbiter))
        {
            figures.Add(QualityFigures.Of(Arbitrated, [.. rows.Select(r => r.Together)]) with { Votes = votes });
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

    private static QualityFigures Of(PanelSeat seat, IReadOnlyList<QualityRow> rows)
    {
        var id = seat.Judge.Id;
        var asked = rows.Where(r => r.Of(id) is not null).ToList();
        return QualityFigures.Of(seat.IsArbiter ? $"{id} (arbiter, where asked)" : id, [.. asked.Select(r => new JudgedCase(r.Label, r.Of(id)?.Located))]) with
        {
            Cost = JudgeCost.Of([.. asked.Select(r => r.Of(id)).OfType<JudgeVerdict>()]),
        };
    }
}
