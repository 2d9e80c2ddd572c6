namespace QuantGrpc.Evaluator.Reports.Losses;

/// <summary>The verdict if another loss were acceptable.</summary>
/// <param name="Loss">Acceptable loss in points.</param>
/// <param name="Verdict">As in <see cref="LossModel.Verdict"/>, adjusted over the variants.</param>
/// <param name="ProblemsToDecide">As in <see cref="LossModel.ProblemsToDecide"/>.</param>
internal sealed record VerdictAtModel(double Loss, string Verdict, int? ProblemsToDecide);
