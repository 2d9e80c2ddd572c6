namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A labelled solution and what a judge said of it.</summary>
/// <param name="Truth">The first wrong step, from 1; null where none is wrong.</param>
/// <param name="Verdict">The judge's, alike.</param>
/// <param name="Answered">Whether the judge gave a valid verdict; where not, <paramref name="Verdict"/> counts for nothing and the case as missed.</param>
internal readonly record struct JudgedCase(int? Truth, int? Verdict, bool Answered);

/// <summary>How well a judge finds the first wrong step.</summary>
internal sealed record JudgeScore
{
    /// <summary>Right steps among solutions that are wrong somewhere.</summary>
    public required Proportion Erroneous { get; init; }

    /// <summary>"None is wrong" among solutions that are right throughout.</summary>
    public required Proportion Correct { get; init; }

    /// <summary>Valid verdicts among all cases.</summary>
    public required Proportion Answered { get; init; }

    /// <summary>Wrong solutions among those that the judge calls wrong, whatever the step.</summary>
    public required Proportion Precision { get; init; }

    /// <summary>Those that the judge calls wrong among the wrong solutions, whatever the step.</summary>
    public required Proportion Recall { get; init; }

    /// <summary>
    /// ProcessBench's F1, the harmonic mean of the accuracies on erroneous and on correct solutions (Zheng et al. 2024, arXiv:2412.06559,
    /// section 4.1), with a BCa interval over solutions; null where one of the two kinds is missing.
    /// </summary>
    public required Estimate? F1 { get; init; }

    public static JudgeScore Of(IReadOnlyList<JudgedCase> cases, Random chance, int resamples = PairedBootstrap.Resamples)
    {
        var erroneous = cases.Where(c => c.Truth is not null).ToList();
        var called = cases.Where(c => c is { Answered: true, Verdict: not null }).ToList();
        var right = cases.Count - erroneous.Count;
        return new JudgeScore
        {
            Erroneous = new Proportion(erroneous.Count(IsHit), erroneous.Count),
            Correct = new Proportion(cases.Count(c => c.Truth is null && IsHit(c)), right),
            Answered = new Proportion(cases.Count(c => c.Answered), cases.Count),
            Precision = new Proportion(called.Count(c => c.Truth is not null), called.Count),
            Recall = new Proportion(called.Count(c => c.Truth is not null), erroneous.Count),
            F1 = erroneous.Count > 0 && right > 0 ? Bootstrap([.. cases], chance, resamples) : null,
        };
    }

    /// <summary>The harmonic mean of two accuracies; 0 where one is 0.</summary>
    public static double Harmonic(double erroneous, double correct) =>
        erroneous + correct == 0 ? 0 : 2 * erroneous * correct / (erroneous + correct);

    private static bool IsHit(JudgedCase judged) => judged.Answered && judged.Verdict == judged.Truth;

    private static Estimate Bootstrap(JudgedCase[] cases, Random chance, int resamples)
    {
        var isWrong = Array.ConvertAll(cases, c => c.Truth is not null);
        var isHit = Array.ConvertAll(cases, IsHit);
        return PairedBootstrap.Of(cases.Length, indices => F1Of(isWrong, isHit, indices), chance, resamples);
    }

    private static double F1Of(bool[] isWrong, bool[] isHit, ReadOnlySpan<int> indices)
    {
        var (wrong, foundWrong, foundRight) = (0, 0, 0);
        foreach (var index in indices)
        {
            wrong += isWrong[index] ? 1 : 0;
            foundWrong += isWrong[index] && isHit[index] ? 1 : 0;
            foundRight += !isWrong[index] && isHit[index] ? 1 : 0;
        }

        return Harmonic((double)foundWrong / wrong, (double)foundRight / (indices.Length - wrong));
    }
}
