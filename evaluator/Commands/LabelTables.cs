using System.Globalization;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Statistics;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>What labels say of judges, and of each other, as tables and lines.</summary>
internal static class LabelTables
{
    public static void Write(IAnsiConsole console, IReadOnlyList<LabelAccuracy> accuracies, IReadOnlyList<LabelAgreement> agreements)
    {
        if (accuracies.Count > 0)
        {
            console.Write(Table(accuracies));
        }

        foreach (var a in agreements)
        {
            console.MarkupLineInterpolated(
                $"labels by {LabelSource.KindWords(a.Kind)}, {a.Failures} failures labelled twice or more ({string.Join("; ", a.Sources.Select(s => s.Words))}): same step {Share(a.SameStep)}, alpha {Number(a.StepAlpha)}; same step and type {Share(a.SameBoth)}, alpha {Number(a.BothAlpha)}");
        }
    }

    private static Table Table(IReadOnlyList<LabelAccuracy> accuracies)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("labels by", "judge", "labels", "it speaks", "right step (95 %)", "right type", "both");
        foreach (var a in accuracies)
        {
            table.AddRow([.. new[] { a.Source.Words, a.Judge, $"{a.Labels}", $"{a.Spoke}", Percent(a.Step), Percent(a.Type), Percent(a.Both) }.Select(Markup.Escape)]);
        }

        return table;
    }

    private static string Percent(Estimate share) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * share.Value:0.0} % ({100 * share.Interval.Low:0.0} to {100 * share.Interval.High:0.0})");

    private static string Share(Proportion share) => $"{share.Successes}/{share.Trials} {Percent(new Estimate(share.Share, share.Wilson()))}";

    private static string Number(Estimate? alpha) => alpha is not { } a ? "cannot be told"
        : string.Create(CultureInfo.InvariantCulture, $"{a.Value:0.000} ({a.Interval.Low:0.000} to {a.Interval.High:0.000})");
}
