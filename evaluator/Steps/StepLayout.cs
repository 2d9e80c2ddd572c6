namespace QuantGrpc.Evaluator.Steps;

/// <summary>Finds the layout of a text from its lines, and its steps.</summary>
internal sealed class StepLayout(string text, IReadOnlyList<TextLine> lines)
{
    /// <summary>The whole solution.</summary>
    public ParsedSolution Parse()
    {
        var format = FormatOf();
        var starts = format switch
        {
            StepFormat.StepLabels => Starts(LineKind.StepLabel),
            StepFormat.NumberedList => Starts(LineKind.Numbered),
            StepFormat.Headings => Starts(LineKind.Heading),
            StepFormat.Paragraphs => ParagraphStarts(),
            StepFormat.Lines => [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].Kind is not (LineKind.Blank or LineKind.Rule))],
            _ => [],
        };
        var closing = ClosingLine(starts);
        var steps = Cut(starts, closing ?? lines.Count);
        return new ParsedSolution
        {
            Steps = steps,
            Closing = closing is { } at ? text[lines[at].Start..lines[^1].End].Trim() : null,
            Format = format,
            FollowsFrame = format == StepFormat.StepLabels && closing is { } line && IsFrame(steps, line),
        };
    }

    private StepFormat FormatOf()
    {
        if (lines.All(l => l.Kind == LineKind.Blank))
        {
            return StepFormat.Unparseable;
        }

        return Starts(LineKind.StepLabel).Count > 0 ? StepFormat.StepLabels
            : IsList() ? StepFormat.NumberedList
            : Starts(LineKind.Heading).Count >= 2 ? StepFormat.Headings
            : ParagraphStarts().Count >= 2 ? StepFormat.Paragraphs
            : StepFormat.Lines;
    }

    private bool IsList()
    {
        var numbers = lines.Where(l => l.Kind == LineKind.Numbered).Select(l => l.Number).ToList();
        return numbers.Count >= 2 && numbers[0] == 1 && numbers[1] == 2;
    }

    private List<int> Starts(LineKind kind) => [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].Kind == kind)];

    private List<int> ParagraphStarts() =>
    [
        .. Enumerable.Range(0, lines.Count).Where(i => lines[i].Kind is not (LineKind.Blank or LineKind.Rule)
            && (i == 0 || lines[i - 1].Kind is LineKind.Blank or LineKind.Rule) && !lines[i].InBlock),
    ];

    // The first closing line after the last step began.
    private int? ClosingLine(List<int> starts)
    {
        var from = starts.Count == 0 ? 0 : starts[^1];
        for (var i = from; i < lines.Count; i++)
        {
            if (lines[i].Kind == LineKind.Closing)
            {
                return i;
            }
        }

        return null;
    }

    private List<Step> Cut(List<int> starts, int endLine)
    {
        var steps = new List<Step>();
        for (var i = 0; i < starts.Count && starts[i] < endLine; i++)
        {
            var next = i + 1 < starts.Count ? Math.Min(starts[i + 1], endLine) : endLine;
            var first = lines[starts[i]];
            var end = lines[next - 1].End;
            var content = text[Math.Min(first.Content, end)..end].Trim();
            if (content.Length > 0)
            {
                steps.Add(new Step(steps.Count + 1, content, first.Start, end));
            }
        }

        return steps;
    }

    private bool IsFrame(List<Step> steps, int closing)
    {
        var labelled = lines.Take(closing).ToList();
        return labelled.Count == steps.Count
            && closing == lines.Count - 1
            && labelled.Select((l, i) => l.Number == i + 1 && text.AsSpan(l.Start).StartsWith($"Step {i + 1}: ")).All(plain => plain)
            && text.AsSpan(lines[closing].Start).Contains("\\boxed{", StringComparison.Ordinal);
    }
}
