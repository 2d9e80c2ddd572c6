using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>cells.csv: the rows that every number of a report comes from, each with what the judges say together.</summary>
internal static class CellRows
{
    public static void Write(string path, string run, IReadOnlyList<Cell> cells) => CsvTable.Write(path, cells, ColumnsOf(run));

    private static CsvColumn<Cell>[] ColumnsOf(string run) =>
    [
        new("run", _ => run), new("variant", c => c.Variant), new("problem", c => c.ProblemId), new("sample", c => c.Sample), new("result", c => c.ResultId), new("subject", c => c.Subject),
        new("level", c => c.Level), new("grade", c => c.Grade), new("rule", c => c.GradeRule), new("answer", c => c.Answer), new("weak_answer", c => c.WeakAnswer), new("flip", c => c.FlipName),
        new("stop_reason", c => c.StopReason), new("truncated", c => c.Truncated), new("looping", c => c.Looping), new("follows_frame", c => c.FollowsFrame), new("steps", c => c.StepCount),
        new("generated_tokens", c => c.GeneratedTokens), new("queue_seconds", c => c.Queue.TotalSeconds), new("prefill_seconds", c => c.Prefill.TotalSeconds), new("decode_seconds", c => c.Decode.TotalSeconds),
        new("equations_checked", c => c.EquationsChecked), new("equations_wrong", c => c.EquationsWrong), new("verdict", c => c.VerdictKind), new("first_error_step", c => c.FirstErrorStep),
        new("error_type", c => c.ErrorType),
    ];
}
