using QuantGrpc.Evaluator.Reports.Losses;

namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>
/// The report's first screen as static markup, so that it stands without scripts: the question, its answer in words, and the numbers that
/// carry it. All that comes from the model is encoded.
/// </summary>
internal sealed class FirstScreen(ReportModel report, VariantNames names)
{
    /// <summary>Title, and what is to be said before anything else.</summary>
    public string Head() => $"""
        {Note("notice", report.Notice)}<h1>{Markup.Encode(report.Title)}</h1>
        <p id="facts-line">{Markup.Encode(string.Join(" · ", Facts().Where(f => f.Length > 0)))}</p>
        {Note("unfinished", report.Unfinished)}
        """;

    /// <summary>The verdicts; without any, the words alone.</summary>
    public string Verdict()
    {
        var decided = names.Ordered.Where(v => v.Loss?.Verdict is not null).ToList();
        var general = Math.Max(1, report.Summary.Count - decided.Count); // the last sentences are one a variant
        return decided.Count == 0
            ? Sentences("words", report.Summary)
            : $"""
                {Question()}
                {Sentences("words", report.Summary.Take(general))}
                {Tiles(decided)}
                <div id="movable" hidden></div>
                <details class="sentences"><summary>Each variant in a sentence</summary>{Sentences("more-words", report.Summary.Skip(general))}</details>
                """;
    }

    private static string Note(string id, string? text) => text is null ? "" : $"<p id=\"{id}\" role=\"note\">{Markup.Encode(text)}</p>\n";

    private IEnumerable<string> Facts() =>
        [Prefixed("Run ", Fact("run")), Fact("created"), Prefixed("reference ", report.Reference), Fact("engine")];

    private string Fact(string name) => report.Facts.FirstOrDefault(f => f.Name == name)?.Value ?? "";

    private static string Prefixed(string prefix, string text) => text.Length > 0 ? prefix + text : "";

    private string Question() => $"""
        <p class="question">Which variant may replace {Markup.Encode(names.Short(report.Reference))}, if <output>{Markup.Chosen(report.AcceptableLoss)}</output> points of accuracy may be lost?</p>
        """;

    private static string Sentences(string id, IEnumerable<string> sentences) =>
        $"<ul id=\"{id}\">{string.Concat(sentences.Select(s => $"<li>{Markup.Encode(s)}</li>"))}</ul>";

    private string Tiles(IReadOnlyList<VariantModel> decided) =>
        $"<div class=\"tiles\">{string.Concat(new[] { VerdictTone.May, VerdictTone.Undecided, VerdictTone.Loses }.Select(t => Tile(t, decided)))}</div>";

    private string Tile(VerdictTone tone, IReadOnlyList<VariantModel> decided)
    {
        var shown = decided.Where(v => VerdictTone.Of(v.Loss?.Verdict) == tone).ToList();
        return $"""
            <div class="tile {tone.Kind}" data-kind="{tone.Kind}"><p><span class="count">{shown.Count}</span> <span class="name">{tone.Sign} {tone.Title}</span></p>
            <ul>{string.Concat(shown.Select(Item))}</ul></div>
            """;
    }

    private static string Passes(LossModel loss) => loss.PassesAt is { } at ? $"<span class=\"passes\">, passes at {Markup.Number(at)}</span>" : "";

    // The numbers that carry the verdict stand beside the name.
    private string Item(VariantModel v) => v.Loss is not { } loss ? "" : $"""
        <li data-variant="{Markup.Encode(v.Id)}"><strong title="{Markup.Encode(v.Id)}">{Markup.Encode(names.Short(v.Id))}</strong> <span>{(loss.Points < 0 ? "gains" : "loses")} {Markup.Number(Math.Abs(loss.Points))} <small>({Markup.Range(loss.Low, loss.High)}{Passes(loss)})</small></span></li>
        """;
}
