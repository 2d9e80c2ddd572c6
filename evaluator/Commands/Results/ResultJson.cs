using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Results;

/// <summary>A result for programs, without its texts: <c>export</c> has those.</summary>
internal static class ResultJson
{
    public static object Of(Cell cell) => new
    {
        cell.Variant,
        cell.ProblemId,
        cell.Subject,
        cell.Level,
        cell.Sample,
        Verdict = cell.Grade,
        Rule = cell.GradeRule,
        cell.Answer,
        cell.WeakAnswer,
        cell.Flip,
        cell.StopReason,
        cell.Truncated,
        cell.Looping,
        cell.FollowsFrame,
        Steps = cell.StepCount,
        cell.GeneratedTokens,
        Seconds = (cell.Queue + cell.Prefill + cell.Decode).TotalSeconds,
        cell.Judge,
        JudgeVerdict = cell.VerdictKind,
        cell.FirstErrorStep,
        cell.ErrorType,
        cell.Agreement,
    };
}
