using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>One judge's word on one failure.</summary>
/// <param name="Judge">The judge's id.</param>
/// <param name="Verdict">Step and type, or why there is none.</param>
/// <param name="Reason">The judge's reason; of a reply that does not count, what is wrong with it.</param>
/// <param name="RawReply">What it said, word for word.</param>
internal sealed record JudgementModel(string Judge, string Verdict, string? Reason, string? RawReply)
{
    public static JudgementModel Of(JudgeVerdict verdict) => new(verdict.Judge, Words(verdict), verdict.Reason, verdict.RawReply);

    private static string Words(JudgeVerdict verdict) => verdict.Kind switch
    {
        VerdictKind.Valid when verdict.FirstErrorStep is { } step => $"step {step}, {verdict.ErrorType}",
        VerdictKind.Valid => "no wrong step",
        VerdictKind.Invalid => "invalid reply",
        VerdictKind.DoesNotFit => "does not fit its context",
        VerdictKind.Abstained => "abstained",
        _ => "no reply",
    };
}
