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
        var longest = courses.Select(Last).DefaultIfEmpty(0).Max();
        var errors = new int[longest + 1];
        var ends = new int[longest + 1];
        foreach (var course in courses)
        {
            errors[Last(course)] += course.FirstErrorStep is null ? 0 : 1;
            ends[Last(course)]++;
        }

        var hazard = new Proportion[longest];
        for (int step = longest, reached = 0; step >= 1; step--)
        {
            reached += ends[step];
            hazard[step - 1] = new Proportion(errors[step], reached);
        }

        return hazard;
    }

    // Where it leaves the risk.
    private static int Last(SolutionCourse course) => course.FirstErrorStep ?? course.Steps;
}
