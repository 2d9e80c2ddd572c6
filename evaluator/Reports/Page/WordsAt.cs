namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>Sentences at an acceptable loss.</summary>
/// <param name="Loss">In points.</param>
/// <param name="Words">As in <see cref="ReportModel.Summary"/>.</param>
internal sealed record WordsAt(double Loss, IReadOnlyList<string> Words);
