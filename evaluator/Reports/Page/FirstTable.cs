using QuantGrpc.Evaluator.Reports.Losses;

namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>The summary table as static markup. All that comes from the model is encoded.</summary>
internal sealed class FirstTable(ReportModel report, VariantNames names)
{
    private const string Head = """
        <thead><tr><th scope="col">variant</th>
        <th scope="col" title="bits of weights, activations and KV cache; below it bits per weight of the file">W/A/KV</th>
        <th scope="col" title="bytes of the weights file, and percent of the reference’s">file</th><th scope="col">accuracy</th>
        <th scope="col" title="reference minus variant on the same problems">loss, points</th>
        <th scope="col" title="problems that the reference alone solves, and that the variant alone solves">lost, gained</th>
        <th scope="col" title="the loss in percent of the reference’s accuracy">of reference</th>
        <th scope="col" title="exact, two-sided; below it Holm’s adjustment over the variants">McNemar p</th><th scope="col">verdict</th></tr></thead>
        """;

    public string Render() => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="summary of the variants"><table class="variants">
        <caption>{Markup.Count(report.Problems)} problems a variant. Intervals at 95 %: Wilson’s for accuracies, Tango’s score interval for losses.</caption>
        {Head}
        <tbody>
        {string.Concat(names.Ordered.Select(Row))}</tbody></table></div>
        """;

    private string Row(VariantModel v) =>
        $"<tr><th scope=\"row\" title=\"{Markup.Encode(v.Id)}\">{Markup.Encode(names.Short(v.Id))}</th>"
        + Markup.Cell(Markup.Encode(v.Wakv ?? "–"), v.BitsPerWeight is { } bits ? $"{Markup.Number(bits, 2)} bits" : null)
        + Markup.Cell(v.FileBytes is { } size ? Markup.Bytes(size) : "–", OfReference(v))
        + Accuracy(v.Accuracy)
        + (v.Loss is { } loss ? LossCells(v.Id, loss) : "<td></td><td></td><td></td><td></td>")
        + Verdict(v)
        + "</tr>\n";

    private string? OfReference(VariantModel v) =>
        v is { IsReference: false, FileBytes: { } size } && report.Variants.FirstOrDefault(one => one.IsReference)?.FileBytes is { } whole and > 0
            ? $"{Markup.Number(100.0 * size / whole, 0)} %"
            : null;

    private static string Accuracy(ShareModel share) => share.Trials == 0
        ? Markup.Cell("–")
        : Markup.Cell($"{Markup.Number(share.Percent)} %", Markup.Range(share.Low, share.High), $"{share.Successes} of {share.Trials}");

    // The link shows the lost problems in the browser of failures.
    private static string LossCells(string id, LossModel loss)
    {
        var without = loss.GradableOnly is { } only ? $"<span title=\"without the {loss.Pairs - only.Pairs} pairs in which an answer cannot be graded\">gradable: {Markup.Number(only.Points)}</span>" : null;
        var address = $"#failures?variant={Uri.EscapeDataString(id)}&flip=Lost";
        var lost = loss.Lost > 0 ? $"<a class=\"trace\" href=\"{Markup.Encode(address)}\">{loss.Lost}</a>" : "0";
        return Markup.Cell(Markup.Number(loss.Points), Markup.Range(loss.Low, loss.High), without)
            + Markup.Cell($"{lost}, {loss.Gained}", $"of {loss.Pairs}")
            + Markup.Cell(loss.OfReference?.Value is { } percent ? $"{Markup.Number(percent)} %" : "–")
            + Markup.Cell(Markup.Probability(loss.McNemar), $"Holm {Markup.Probability(loss.Holm)}");
    }

    private static string Verdict(VariantModel v)
    {
        var tone = v.IsReference ? VerdictTone.Reference : VerdictTone.Of(v.Loss?.Verdict);
        var words = v.IsReference ? "reference" : v.Loss?.Verdict ?? "no verdict";
        var passes = v.Loss is { Verdict: not null, PassesAt: { } at } ? $"<small title=\"the acceptable loss, in points, at which it would pass\">passes at {Markup.Number(at)}</small>" : "";
        return $"<td data-verdict=\"{Markup.Encode(v.Id)}\"><span class=\"verdict {tone.Kind}\">{tone.Sign} {Markup.Encode(words)}</span>{passes}</td>";
    }
}
