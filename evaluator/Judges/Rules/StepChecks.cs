using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>What the equations of a step came to.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Checked">Equations that were decided.</param>
/// <param name="False">Those that do not hold, as written.</param>
internal sealed record StepFinding(int Step, int Checked, IReadOnlyList<string> False);

/// <summary>Checks the steps of a solution, one by one, without a judge's model.</summary>
internal static partial class StepChecks
{
    /// <summary>A finding a step, in order.</summary>
    public static IReadOnlyList<StepFinding> Of(string problem, IReadOnlyList<string> steps)
    {
        var otherwise = Arithmetic().IsMatch(problem);
        IReadOnlyList<int> bases = [.. Bases().Matches(problem).Select(m => int.Parse(m.Groups["base"].Value, CultureInfo.InvariantCulture)).Distinct()];
        return
        [
            .. steps.Select((text, i) => otherwise || Arithmetic().IsMatch(text) || Notation().IsMatch(text) || Doubtful().IsMatch(text)
                ? new StepFinding(i + 1, 0, [])
                : Of(text, i + 1, bases)),
        ];
    }

    private static StepFinding Of(string text, int step, IReadOnlyList<int> bases)
    {
        var findings = ClaimReader.Read(text).Select(c => new { Claim = c, Finding = ClaimCheck.Of(c, bases) })
            .Where(f => f.Finding != ClaimFinding.Unsure).ToList();
        return new StepFinding(step, findings.Count, [.. findings.Where(f => f.Finding == ClaimFinding.False).Select(f => f.Claim.ToString())]);
    }

    // Remainders as numbers, clocks.
    [GeneratedRegex(@"\\pmod|\\bmod|\bmod(?:ulo)?\b|\\equiv|o'clock", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Arithmetic();

    // Numerals of other bases.
    [GeneratedRegex(@"\d_\{?\d|\bin base\b|\bbase[- ]?\d", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Notation();

    [GeneratedRegex(@"(?:\d_\{?|\bbase[- ]?\$?)(?<base>[2-9])(?!\d)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Bases();

    // A step that states equations to deny, to try or to correct them.
    [GeneratedRegex(
        @"contradict|\bfalse\b|not true|not equal|doesn't|does not|impossible|incorrect|mistake|\bsuppose\b|\bassum|\bif we\b|\btry\b|\bwait\b|not satisf|not valid|invalid|\bwrong\b|instead of|\bround|approximate",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Doubtful();
}
