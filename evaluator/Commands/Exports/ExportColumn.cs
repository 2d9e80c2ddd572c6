using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Exports;

/// <summary>A column of an export.</summary>
/// <param name="Name">In snake case, the same in every form of file.</param>
/// <param name="Type">Text, a whole number, a number or a truth value; JSON is text that nests in a file of JSON.</param>
/// <param name="Of">Its value; null where there is none.</param>
internal sealed record ExportColumn(string Name, ExportType Type, Func<ExportRow, object?> Of)
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<ExportColumn> All { get; } =
    [
        Text("run", row => row.Run),
        Text("variant", row => row.Variant),
        Truth("is_reference", row => row.IsReference),
        Text("problem_id", row => row.ProblemId),
        Text("subject", row => row.Subject),
        Whole("level", row => row.Level),
        Whole("sample", row => row.Sample),
        Text("problem", row => row.Problem),
        Text("gold", row => row.Gold),
        Text("solution", row => row.Solution),
        Text("prompt", row => row.Prompt),
        Text("output", row => row.Output),
        new("steps", ExportType.Json, row => row.Steps),
        Text("step_format", row => row.StepFormat),
        Truth("follows_frame", row => row.FollowsFrame),
        Text("answer", row => row.Answer),
        Truth("weak_answer", row => row.WeakAnswer),
        Text("verdict", row => row.Grade is { } grade ? EnumNames.Of(grade) : null),
        Text("rule", row => row.Rule),
        Text("reason", row => row.Reason),
        Text("gold_form", row => row.GoldForm),
        Text("answer_form", row => row.AnswerForm),
        Text("flip", row => row.Flip is { } flip ? EnumNames.Of(flip) : null),
        Text("stop_reason", row => row.StopReason),
        Truth("truncated", row => row.Truncated),
        Truth("looping", row => row.Looping),
        Whole("generated_tokens", row => row.GeneratedTokens),
        Number("logprob_sum", row => row.LogprobSum),
        Number("queue_seconds", row => row.Queue),
        Number("prefill_seconds", row => row.Prefill),
        Number("decode_seconds", row => row.Decode),
        Text("fingerprint", row => row.Fingerprint),
        Text("weights_sha256", row => row.WeightsSha256),
        Text("seed", row => $"{unchecked((ulong)row.Seed)}"), // above what a signed or a floating number holds
        Text("created", row => row.Created),
        new("judge_verdicts", ExportType.Json, row => row.Verdicts),
    ];

    private static ExportColumn Text(string name, Func<ExportRow, object?> of) => new(name, ExportType.Text, of);

    private static ExportColumn Whole(string name, Func<ExportRow, object?> of) => new(name, ExportType.Whole, of);

    private static ExportColumn Number(string name, Func<ExportRow, object?> of) => new(name, ExportType.Number, of);

    private static ExportColumn Truth(string name, Func<ExportRow, object?> of) => new(name, ExportType.Truth, of);
}

/// <summary>What a column holds.</summary>
internal enum ExportType
{
    Text,
    Whole,
    Number,
    Truth,
    Json,
}
