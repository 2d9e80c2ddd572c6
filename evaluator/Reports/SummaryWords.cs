using QuantGrpc.Evaluator.Reports.Losses;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>The report in sentences.</summary>
internal static class SummaryWords
{
    /// <summary>What may ship, how good the reference is, what breaks, and a sentence a variant; without verdicts the reference alone.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<VariantModel> variants, double acceptable)
    {
        var lines = new List<string>();
        var decided = variants.Where(v => v.Loss is { Verdict: not null }).ToList();
        if (decided.Count > 0)
        {
            lines.Add(Headline(decided, acceptable));
        }

        if (variants.FirstOrDefault(v => v.IsReference) is { } reference)
        {
            lines.Add(
                $"The reference {reference.Id} solves {reference.Accuracy.Percent:0.0} % of {reference.Accuracy.Trials} problems "
                + $"(95 % interval {reference.Accuracy.Low:0.0} to {reference.Accuracy.High:0.0}).");
        }

        if (decided.Count > 0 && BreakingWords.Of(variants) is { } breaking)
        {
            lines.Add(breaking);
        }

        lines.AddRange(decided.OrderByDescending(v => v.Loss?.Points).Select(v => Line(v, acceptable)));
        return lines;
    }

    /// <summary>Null where the run is complete.</summary>
    public static string? Unfinished(Run run, int cells) => run.State == RunState.Complete
        ? null
        : $"The run is unfinished ({run.State.ToString().ToLowerInvariant()}{(run.StateReason is { } reason ? $": {reason}" : "")}): "
            + $"{cells} of {run.CellCount} results are there. Counts are shown, and no verdict.";

    public static string JudgeNote(Run run, IReadOnlyList<JudgeModel> judges, PanelVotes votes)
    {
        if (judges.Count == 0)
        {
            return $"Nobody has judged the failures. To judge them: quantgrpc-eval judge-run {run.Id} --judge variant:ID (or openai:URL#MODEL).";
        }

        var unjudged = judges.Max(j => j.Unjudged);
        return (judges.Count == 1
                ? "One judge: its own verdict stands, without agreement. "
                : Panel(votes))
            + (unjudged > 0 ? $"{(judges.Count == 1 ? $"Unjudged failures: {unjudged}" : $"Failures that one of the judges has not seen: {unjudged}")}; quantgrpc-eval judge-run {run.Id} --judge ... judges them. " : "")
            + "A judge's word is no truth: its figures on labelled solutions belong beside these.";
    }

    private static string Panel(PanelVotes votes) =>
        "Several judges vote: a verdict needs two votes and more than half of the valid ones, first on the step, then on the type. "
        + (votes.Disagreeing > 0 ? $"Failures on which the judges disagree: {votes.Disagreeing}; they have no verdict. " : "")
        + (votes.ByArbiter > 0 ? $"The voters left step or type open on {votes.Escalated} failures; an arbiter, asked about these alone, settled {votes.ByArbiter} of them. " : "")
        + (votes.Alone > 0 ? $"Seen by one judge alone, whose verdict stands: {votes.Alone}. " : "");

    private static string Headline(List<VariantModel> decided, double acceptable)
    {
        string Named(string verdict)
        {
            var ids = decided.Where(v => v.Loss?.Verdict?.StartsWith(verdict, StringComparison.Ordinal) == true).Select(v => v.Id).ToList();
            return ids.Count == 0 ? "none" : string.Join(", ", ids);
        }

        return $"With an acceptable loss of {acceptable:0.##} points: may ship: {Named("may ship")}; loses: {Named("loses")}; "
            + $"undecided: {Named("undecided")}.";
    }

    private static string Line(VariantModel variant, double acceptable)
    {
        var loss = variant.Loss ?? throw new InvalidOperationException("a variant without a loss has no line");
        var ofReference = loss.OfReference?.Value is { } percent ? $"; {percent:0.0} % of the reference" : "";
        var change = $"{(loss.Points < 0 ? "gains" : "loses")} {Math.Abs(loss.Points):0.0} points";
        var wording = $"{variant.Id}: {loss.Verdict}. It {change} (loss {loss.Low:0.0} to {loss.High:0.0}{ofReference})";
        return loss.Verdict?.StartsWith("undecided", StringComparison.Ordinal) == true
            ? $"{wording}; against an acceptable loss of {acceptable:0.##} points it would pass at {loss.PassesAt:0.0}{Deciding(loss)}."
            : $"{wording}; the acceptable loss is {acceptable:0.##} points.";
    }

    private static string Deciding(LossModel loss) =>
        (loss.ProblemsToDecide is { } needed ? $", and about {needed:N0} problems would decide" : "")
        + (loss.SmallestDetectable is { } least ? $"; so many problems as these show a loss from {least:0.0} points on" : "");
}
