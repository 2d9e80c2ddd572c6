using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Storage;
using Flip = QuantGrpc.Evaluation.V1.Flip;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Results as messages.</summary>
internal static class ResultMessages
{
    /// <summary>A result with what is known of it beside others.</summary>
    public static Result From(Cell cell, CellDetail detail, bool tokenIds)
    {
        var message = From(cell.Variant, detail);
        message.Flip = FlipOf(cell.Flip);
        message.Agreement = AgreementOf(cell.Agreement);
        if (tokenIds)
        {
            message.PromptTokenIds.AddRange(detail.Result.PromptTokens);
            message.OutputTokenIds.AddRange(detail.Result.OutputTokens);
        }

        return message;
    }

    /// <summary>A result by itself.</summary>
    public static Result From(string variant, CellDetail detail)
    {
        var result = detail.Result;
        var message = new Result
        {
            Variant = variant,
            ProblemId = detail.Problem.ProblemId,
            Subject = detail.Problem.Subject ?? "",
            Level = (uint)(detail.Problem.Level ?? 0),
            Sample = (uint)result.Key.Sample,
            Output = result.Output,
            Steps = { result.Steps.Select(s => new Step { Number = (uint)s.Number, Text = s.Text, Start = (uint)s.Start, End = (uint)s.End }) },
            Gold = detail.Problem.Answer,
            Verdict = VerdictOf(detail.Grade?.Verdict),
            Rule = detail.Grade?.Rule ?? "",
            Truncated = result.Truncated,
            Looping = result.Looping,
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

    /// <summary>A filter of flips; null lets everything pass.</summary>
    public static Storage.Flip? FilterOf(Flip flip) => flip switch
    {
        Flip.BothRight => Storage.Flip.BothRight,
        Flip.Lost => Storage.Flip.Lost,
        Flip.Gained => Storage.Flip.Gained,
        Flip.BothWrong => Storage.Flip.BothWrong,
        _ => null,
    };

    /// <summary>A filter of agreements; null lets everything pass.</summary>
    public static Agreement? FilterOf(JudgeAgreement agreement) => agreement switch
    {
        JudgeAgreement.OneJudge => Agreement.OneJudge,
        JudgeAgreement.Unanimous => Agreement.Unanimous,
        JudgeAgreement.Majority => Agreement.Majority,
        JudgeAgreement.Split => Agreement.Split,
        _ => null,
    };

    private static Flip FlipOf(Storage.Flip? flip) => flip switch
    {
        Storage.Flip.BothRight => Flip.BothRight,
        Storage.Flip.Lost => Flip.Lost,
        Storage.Flip.Gained => Flip.Gained,
        Storage.Flip.BothWrong => Flip.BothWrong,
        _ => Flip.Unspecified,
    };

    private static JudgeAgreement AgreementOf(Agreement? agreement) => agreement switch
    {
        Agreement.OneJudge => JudgeAgreement.OneJudge,
        Agreement.Unanimous => JudgeAgreement.Unanimous,
        Agreement.Majority => JudgeAgreement.Majority,
        Agreement.Split => JudgeAgreement.Split,
        _ => JudgeAgreement.Unspecified,
    };

    private static Verdict VerdictOf(GradeVerdict? grade) => grade switch
    {
        GradeVerdict.Equivalent => Verdict.Equivalent,
        GradeVerdict.NotEquivalent => Verdict.NotEquivalent,
        GradeVerdict.Ungradable => Verdict.Ungradable,
        _ => Verdict.Unspecified,
    };
}
