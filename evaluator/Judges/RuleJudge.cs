using QuantGrpc.Evaluator.Judges.Rules;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>
/// Checks every equation of a solution exactly. It reads the problem and the steps, never a reference; it names the first step with a
/// false equation and otherwise abstains: equations that hold do not make a solution right.
/// </summary>
internal sealed class RuleJudge(TimeProvider time) : Judge
{
    public const string Name = "rule";

    public override string Id => Name;

    public override Task<JudgeVerdict> JudgeAsync(JudgeCase judged, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var findings = StepChecks.Of(judged.Problem, judged.Steps);
        var wrong = findings.FirstOrDefault(f => f.False.Count + f.Broken.Count > 0);
        return Task.FromResult(new JudgeVerdict
        {
            Judge = Id,
            Kind = wrong is null ? VerdictKind.Abstained : VerdictKind.Valid,
            Located = wrong is null ? null : Located(wrong),
            Problem = wrong is null ? $"no false equation among {findings.Sum(f => f.Checked)} checked" : null,
            InputHash = HashOf(string.Join('\n', [judged.Problem, .. judged.Steps])),
            Duration = time.GetElapsedTime(start),
        });
    }

    private static Located Located(StepFinding wrong)
    {
        var type = wrong.False.Count > 0 ? ErrorType.ComputationalError : ErrorType.SymbolicManipulationError;
        return new Located { FirstErrorStep = wrong.Step, Type = type, AllTypes = [type], Reason = $"{wrong.False.Concat(wrong.Broken).First()} does not hold" };
    }
}
