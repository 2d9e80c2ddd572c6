using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Evaluator.Storage;
using StoredKind = QuantGrpc.Evaluator.Storage.VerdictKind;
using StoredVerdict = QuantGrpc.Evaluator.Storage.JudgeVerdict;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>The judges of a run's failures: each one's verdict is stored as it comes.</summary>
internal sealed class FailureJudges(IReadOnlyList<Judge> judges, RunStore store, RunMonitor monitor, bool isMiniMath)
{
    public IReadOnlyList<Judge> Judges => judges;

    /// <summary>Lets every judge see a failure.</summary>
    public async Task JudgeAsync(long resultId, NewResult result, RunProblem problem, string variant, CancellationToken cancellation)
    {
        var judged = CaseOf(result, problem);
        var valid = false;
        foreach (var judge in judges)
        {
            var verdict = await judge.JudgeAsync(judged, cancellation);
            await store.AddVerdictAsync(Stored(verdict, resultId), cancellation);
            valid |= verdict.Kind == Evaluator.Judges.VerdictKind.Valid;
        }

        if (valid)
        {
            monitor.Judged(variant);
        }
    }

    private JudgeCase CaseOf(NewResult result, RunProblem problem) => new()
    {
        Problem = problem.Text,
        Steps = [.. result.Steps.Select(s => s.Text)],
        FinalAnswer = result.Answer,
        ReferenceAnswer = problem.Answer,
        ReferenceSteps = problem.Solution is { } solution ? ReferenceSteps(solution) : null,
        IsMiniMath = isMiniMath,
    };

    private static List<string> ReferenceSteps(string solution)
    {
        var parser = new StepParser();
        parser.Append(solution);
        return [.. parser.Complete().Steps.Select(s => s.Text)];
    }

    private StoredVerdict Stored(Evaluator.Judges.JudgeVerdict verdict, long resultId) => new()
    {
        ResultId = resultId,
        Judge = verdict.Judge,
        InputHash = verdict.InputHash,
        Kind = verdict.Kind switch
        {
            Evaluator.Judges.VerdictKind.Valid => StoredKind.Valid,
            Evaluator.Judges.VerdictKind.Invalid => StoredKind.Invalid,
            Evaluator.Judges.VerdictKind.DoesNotFit => StoredKind.DoesNotFit,
            Evaluator.Judges.VerdictKind.Abstained => StoredKind.Abstained,
            _ => StoredKind.Failed,
        },
        FirstErrorStep = verdict.Located?.FirstErrorStep,
        ErrorType = verdict.Located?.Type.NameOf(),
        Types = [.. (verdict.Located?.AllTypes ?? []).Select(t => t.NameOf())],
        Reason = verdict.Located?.Reason ?? verdict.Problem,
        RawReply = verdict.RawReply,
        PromptTokens = verdict.PromptTokens,
        GeneratedTokens = verdict.GeneratedTokens,
        Duration = verdict.Duration,
        OneJudge = judges.Count == 1,
    };
}
