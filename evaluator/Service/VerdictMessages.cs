using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Judges;
using Enum = System.Enum;
using ErrorType = QuantGrpc.Evaluation.V1.ErrorType;
using JudgeVerdict = QuantGrpc.Evaluation.V1.JudgeVerdict;
using Judged = QuantGrpc.Evaluator.Judges;
using Located = QuantGrpc.Evaluation.V1.Located;
using Stored = QuantGrpc.Evaluator.Storage;
using VerdictKind = QuantGrpc.Evaluation.V1.VerdictKind;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Verdicts as messages. Error types carry the same names on both sides.</summary>
internal static class VerdictMessages
{
    public static JudgeVerdict From(Judged.JudgeVerdict verdict)
    {
        var message = new JudgeVerdict
        {
            Judge = verdict.Judge,
            Kind = Enum.Parse<VerdictKind>(verdict.Kind.ToString()),
            Reason = verdict.Located?.Reason ?? verdict.Problem ?? "",
            RawReply = verdict.RawReply ?? "",
            Duration = verdict.Duration.ToDuration(),
        };
        if (verdict.Located is { } located)
        {
            message.ErrorType = TypeOf(located.Type);
            message.AllTypes.AddRange(located.AllTypes.Select(t => TypeOf(t)));
            if (located.FirstErrorStep is { } step)
            {
                message.FirstErrorStep = (uint)step;
            }
        }

        return message;
    }

    public static JudgeVerdict From(Stored.JudgeVerdict verdict)
    {
        var message = new JudgeVerdict
        {
            Judge = verdict.Judge,
            Kind = Enum.TryParse<VerdictKind>(verdict.Kind.ToString(), out var kind) ? kind : VerdictKind.Unspecified,
            Reason = verdict.Reason ?? "",
            RawReply = verdict.RawReply ?? "",
            Duration = verdict.Duration.ToDuration(),
            ErrorType = TypeOf(ErrorTypes.Find(verdict.ErrorType)),
            AllTypes = { verdict.Types.Select(t => TypeOf(ErrorTypes.Find(t))) },
        };
        if (verdict.FirstErrorStep is { } step)
        {
            message.FirstErrorStep = (uint)step;
        }

        return message;
    }

    public static Located? From(PanelVerdict panel)
    {
        if (panel.Located is not { } located)
        {
            return null;
        }

        var message = new Located { ErrorType = panel.Vote.TypeAgreed ? TypeOf(located.Type) : ErrorType.Unspecified };
        if (located.FirstErrorStep is { } step)
        {
            message.FirstErrorStep = (uint)step;
        }

        return message;
    }

    /// <summary>A filter of error types by the name that is stored; null lets everything pass.</summary>
    public static string? FilterOf(ErrorType type) =>
        Enum.TryParse<Judged.ErrorType>(type.ToString(), out var known) && type != ErrorType.Unspecified ? known.NameOf() : null;

    private static ErrorType TypeOf(Judged.ErrorType? type) => type is { } known ? Enum.Parse<ErrorType>(known.ToString()) : ErrorType.Unspecified;
}
