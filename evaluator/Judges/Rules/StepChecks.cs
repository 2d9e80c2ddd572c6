using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>What the equations of a step came to.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Checked">Equations, and divisions stated in words, that were decided.</param>
/// <param name="False">Those that do not hold, as written.</param>
/// <param name="Broken">Equations with letters that do not follow from those before them.</param>
internal sealed record StepFinding(int Step, int Checked, IReadOnlyList<string> False, IReadOnlyList<string> Broken);

/// <summary>Checks the steps of a solution, one by one, without a judge's model.</summary>
internal static partial class StepChecks
{
    /// <summary>Raised whenever a solution may come to other counts: stored ones are then counted again.</summary>
    public const string Version = "2";

    /// <summary>A finding a step, in order.</summary>
    public static IReadOnlyList<StepFinding> Of(string problem, IReadOnlyList<string> steps)
    {
        var systems = NumberSystems.Of(problem);
        var defines = OwnOperation().IsMatch(problem);
        return [.. steps.Select((text, i) => defines ? new StepFinding(i + 1, 0, [], []) : Safely(text, i + 1, systems))];
    }

    private static StepFinding Safely(string text, int step, NumberSystems systems)
    {
        try
        {
            return OtherArithmetic().IsMatch(text) || Doubtful().IsMatch(text)
                ? new StepFinding(step, 0, [], [])
                : Of(text, step, systems.And(NumberSystems.Of(text)));
        }
        catch (RegexMatchTimeoutException)
        {
            return new StepFinding(step, 0, [], []); // text made to be slow is not read
        }
    }

    private static StepFinding Of(string text, int step, NumberSystems systems)
    {
        var read = ClaimReader.Read(text);
        var findings = read.Equations.Select(e => new { e.Claim, Finding = ClaimCheck.Of(e.Claim, systems) })
            .Where(f => f.Finding != ClaimFinding.Unsure).ToList();
        var divisions = DivisionClaims.Of(text);
        var wrong = divisions.Where(d => !d.Holds).Select(d => d.Text).Concat(findings.Where(f => f.Finding == ClaimFinding.False).Select(f => f.Claim.ToString()));
        return new StepFinding(step, findings.Count + divisions.Count, [.. wrong], [.. DerivedClaims.Broken(read)]);
    }

    // An operation that the problem defines: a * b, a \\star b.
    [GeneratedRegex(@"[a-z]\s?(?:\\ast|\*|\\star|\\oplus|\\#)\s?[a-z]", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex OwnOperation();

    // Program code of figures, congruences, numerals of other bases, clocks.
    [GeneratedRegex(@"\[asy\]|\\choose|\\pmod|\\bmod|\\equiv|o'clock|\d_\{?\d|\bin base\b|\bbase[- ]?\d", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex OtherArithmetic();

    // A step that states equations to deny, to try or to correct them.
    [GeneratedRegex(
        @"contradict|\bfalse\b|not true|not equal|doesn't|does not|impossible|incorrect|mistake|\bsuppose\b|\bassum|\bif we\b|\btry\b|\bwait\b|not satisf|not valid|invalid|\bwrong\b|instead of|\bround|approximate",
        RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Doubtful();
}
