using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Results as messages.</summary>
internal static class ResultMessages
{
    public static Result From(Cell cell, CellDetail detail)
    {
        var result = detail.Result;
        var message = new Result
        {
            Variant = cell.Variant,
            ProblemId = cell.ProblemId,
            Subject = cell.Subject ?? "",
            Level = (uint)(cell.Level ?? 0),
            Output = result.Output,
            Steps = { result.Steps.Select(s => new Step { Number = (uint)s.Number, Text = s.Text, Start = (uint)s.Start, End = (uint)s.End }) },
            Gold = detail.Problem.Answer,
            Verdict = VerdictOf(cell.Grade),
            Rule = cell.GradeRule ?? "",
            Truncated = result.Truncated,
            GeneratedTokens = (uint)result.GeneratedTokens,
            LogprobSum = result.Logprobs?.Sum ?? 0,
            Duration = (result.Timings.Queue + result.Timings.Prefill + result.Timings.Decode).ToDuration(),
            Fingerprint = result.Key.VariantHash,
            Seed = result.Seed,
            JudgeVerdicts = { detail.Verdicts.Select(VerdictMessages.From) },
        };
        if (result.Answer is { } answer)
        {
            message.Answer = answer;
        }

        return message;
    }

    /// <summary>A filter of verdicts; null lets everything pass.</summary>
    public static GradeVerdict? FilterOf(Verdict verdict) => verdict switch
    {
        Verdict.Equivalent => GradeVerdict.Equivalent,
        Verdict.NotEquivalent => GradeVerdict.NotEquivalent,
        Verdict.Ungradable => GradeVerdict.Ungradable,
        _ => null,
    };

    private static Verdict VerdictOf(GradeVerdict? grade) => grade switch
    {
        GradeVerdict.Equivalent => Verdict.Equivalent,
        GradeVerdict.NotEquivalent => Verdict.NotEquivalent,
        GradeVerdict.Ungradable => Verdict.Ungradable,
        _ => Verdict.Unspecified,
    };
}
