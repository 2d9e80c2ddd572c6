namespace QuantGrpc.Evaluator.Statistics;

/// <summary>A solution for the hazard of going wrong.</summary>
/// <param name="Steps">Its steps, the closing answer included.</param>
/// <param name="FirstErrorStep">From 1; null for a right one, which is censored at its end.</param>
internal readonly record struct SolutionCourse(int Steps, int? FirstErrorStep);

/// <summary>Where solutions first go wrong: errors at step k among the solutions that reach it still right.</summary>
internal static class StepHazard
{
    /// <summary>A proportion a step, from step 1 to the longest.</summary>
    public static IReadOnlyList<Proportion> Of(IReadOnlyList<SolutionCourse> courses)
    {
        var longest = courses.Select(c => c.FirstErrorStep ?? c.Steps).DefaultIfEmpty(0).Max();
        return [.. Enumerable.Range(1, longest).Select(step => new Proportion(
            courses.Count(c => c.FirstErrorStep == step),
            courses.Count(c => (c.FirstErrorStep ?? c.Steps) >= step)))];
    }

    /// <summary>The same with Wilson's intervals, each step by itself.</summary>
    public static IReadOnlyList<Estimate> WithIntervals(IReadOnlyList<SolutionCourse> courses) =>
        [.. Of(courses).Select(p => new Estimate(p.Share, p.Wilson()))];
}
