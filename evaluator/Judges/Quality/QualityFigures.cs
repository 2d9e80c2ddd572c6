using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>A share with its counts and Wilson's 95 % interval; the share is null without trials.</summary>
internal sealed record Share(int Right, int N, double? Value, double Low, double High)
{
    public static Share Of(int right, int n) => Of(new Proportion(right, n));

    public static Share Of(Proportion proportion)
    {
        var interval = proportion.Wilson();
        return new Share(proportion.Successes, proportion.Trials, proportion.Trials == 0 ? null : proportion.Share, interval.Low, interval.High);
    }
}

/// <summary>How often a type was called a type; a null name is silence.</summary>
internal sealed record Confusion(string Label, string? Said, int Count);

/// <summary>How good a judge is on labelled solutions.</summary>
internal sealed record QualityFigures
{
    // Of the bootstrap: the same file gives the same interval.
    private const int Seed = 1;

    /// <summary>The judge's id, "panel", or the baseline's name.</summary>
    public required string Judge { get; init; }

    public required int N { get; init; }

    /// <summary>Right step among solutions with a wrong step.</summary>
    public required Share Erroneous { get; init; }

    /// <summary>Right solutions that are called right.</summary>
    public required Share Correct { get; init; }

    /// <summary>ProcessBench's F1 with a bootstrap interval, the harmonic mean of both; null where one kind of solution is absent.</summary>
    public required Estimate? F1 { get; init; }

    /// <summary>Right type among solutions with a wrong step of known type, whatever the step; absent without types.</summary>
    public Share? RightType { get; init; }

    /// <summary>Right step and type among the same.</summary>
    public Share? Both { get; init; }

    /// <summary>Solutions of which it speaks.</summary>
    public required Share Coverage { get; init; }

    /// <summary>Verdicts that are exactly the label, among those given.</summary>
    public required Share Precision { get; init; }

    public required IReadOnlyList<Confusion> Types { get; init; }

    /// <summary>Of a judge; absent for the panel and the baseline.</summary>
    public JudgeCost? Cost { get; init; }

    /// <summary>Of the panel; absent for the others.</summary>
    public PanelFigures? Votes { get; init; }

    /// <summary>Figures of one judge's verdicts.</summary>
    /// <param name="judge">Its name.</param>
    /// <param name="cases">One a labelled solution.</param>
    /// <param name="namesTypes">Whether it says types at all.</param>
    public static QualityFigures Of(string judge, IReadOnlyList<JudgedCase> cases, bool namesTypes = true)
    {
        var erroneous = cases.Where(c => c.Label.IsErroneous).ToList();
        var score = JudgeScore.Of([.. cases.Select(c => new Statistics.JudgedCase(c.Label.Step, c.Said?.FirstErrorStep, c.Spoke))], new Random(Seed));
        var typed = namesTypes ? erroneous.Where(c => c.Label.Type is not null).ToList() : [];
        return new QualityFigures
        {
            Judge = judge,
            N = cases.Count,
            Erroneous = Share.Of(score.Erroneous),
            Correct = Share.Of(score.Correct),
            F1 = score.F1,
            RightType = typed.Count == 0 ? null : Share.Of(typed.Count(c => c.IsRightType), typed.Count),
            Both = typed.Count == 0 ? null : Share.Of(typed.Count(c => c.IsRightStep && c.IsRightType), typed.Count),
            Coverage = Share.Of(score.Answered),
            Precision = Share.Of(cases.Count(c => c.IsRightStep), cases.Count(c => c.Spoke)),
            Types = namesTypes ? ConfusionOf(cases) : [],
        };
    }

    private static List<Confusion> ConfusionOf(IReadOnlyList<JudgedCase> cases) =>
    [
        .. cases.Where(c => c.Label.Type is not null)
            .GroupBy(c => new { Label = c.Label.Type ?? ErrorType.None, Said = c.SaidType })
            .OrderBy(g => g.Key.Label).ThenBy(g => g.Key.Said)
            .Select(g => new Confusion(g.Key.Label.NameOf(), g.Key.Said?.NameOf(), g.Count())),
    ];
}
