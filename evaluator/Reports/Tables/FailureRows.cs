namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>failures.csv: a row a failure of the browser, without its texts.</summary>
internal static class FailureRows
{
    private static readonly CsvColumn<FailureModel>[] Columns =
    [
        new("variant", f => f.Variant), new("problem", f => f.ProblemId), new("subject", f => f.Subject), new("level", f => f.Level), new("gold", f => f.Gold), new("answer", f => f.Answer),
        new("reference_answer", f => f.ReferenceAnswer), new("grade", f => f.Grade), new("rule", f => f.Rule), new("flip", f => f.Flip), new("truncated", f => f.Truncated),
        new("outcome", f => f.Outcome), new("agreement", f => f.Agreement), new("first_error_step", f => f.FirstErrorStep), new("error_type", f => f.ErrorType),
    ];

    public static void Write(string path, ReportModel report) => CsvTable.Write(path, report.Failures, Columns);
}
