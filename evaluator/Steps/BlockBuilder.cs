namespace QuantGrpc.Evaluator.Steps;

/// <summary>
/// Joins lines into blocks. A block is handed on when the line behind it shows that it has ended; a labelled one as soon as it begins,
/// since its label ends the step before, and it goes on growing where it is.
/// </summary>
internal sealed class BlockBuilder(Action<Block> onBlock)
{
    private readonly Enclosures _enclosures = new();
    private Block? _current;
    private int _opened;
    private int? _lastItem;

    /// <param name="text">The line without its line end.</param>
    /// <param name="start">Offset of the line's first character in the raw text.</param>
    public void Add(ReadOnlySpan<char> text, int start)
    {
        var line = LineClassifier.Classify(text);
        if (_enclosures.IsOpen && line.Kind == LineKind.StepLabel && !_enclosures.InCode)
        {
            _enclosures.Reset(); // no formula holds a step label: the one before was never closed
        }
        var inside = _enclosures.IsOpen;
        _enclosures.Observe(text);
        if (inside && _current is not null)
        {
            _current.End = start + text.Length;
            return;
        }
        var mathematics = inside || (StartsDisplay(text[line.Content..]) && (_enclosures.IsOpen || EndsDisplay(text)));
        Place(line, new TextSpan(start, start + text.Length), mathematics);
    }

    public void Complete() => Close();

    private void Place(Line line, TextSpan span, bool mathematics)
    {
        if (line.Kind is LineKind.Blank or LineKind.Rule)
        {
            Close();
        }
        else if (_current is null || Begins(line))
        {
            Close();
            _current = Open(line, span, mathematics);
            _opened++;
            _lastItem = line.Kind == LineKind.NumberedItem ? line.Number : _lastItem;
            if (_current.Kind == BlockKind.Label)
            {
                onBlock(_current);
            }
        }
        else
        {
            _current.End = span.End;
            _current.MathOnly &= mathematics;
            _current.AwaitsBody = false;
        }
    }

    private bool Begins(Line line) => line.Kind switch
    {
        LineKind.StepLabel or LineKind.Heading or LineKind.AnswerMark => true,
        LineKind.Bullet => _current?.Kind == BlockKind.Bullet,
        // Inside a later paragraph "1." lists cases; behind the first one it lists the steps.
        LineKind.NumberedItem => _current?.Kind is BlockKind.Item or BlockKind.Heading || _opened == 1 || line.Number == _lastItem + 1,
        LineKind.Answer => _current?.Kind != BlockKind.Paragraph,
        _ => false,
    };

    private static Block Open(Line line, TextSpan span, bool mathematics) => new()
    {
        Kind = line.Kind switch
        {
            LineKind.StepLabel => BlockKind.Label,
            LineKind.Heading => BlockKind.Heading,
            LineKind.NumberedItem => BlockKind.Item,
            LineKind.Bullet => BlockKind.Bullet,
            LineKind.Answer or LineKind.AnswerMark => BlockKind.Answer,
            _ => BlockKind.Paragraph,
        },
        Start = span.Start + (line.Kind is LineKind.Text ? line.Content : 0),
        Content = span.Start + line.Content,
        End = span.End,
        First = line,
        MathOnly = mathematics,
        AwaitsBody = line.AwaitsBody,
    };

    private void Close()
    {
        if (_current is { } block)
        {
            _current = null;
            if (block.Kind != BlockKind.Label)
            {
                onBlock(block);
            }
        }
    }

    private static bool StartsDisplay(ReadOnlySpan<char> content) =>
        content.StartsWith("\\[") || content.StartsWith("$$") || content.StartsWith("\\begin{");

    private static bool EndsDisplay(ReadOnlySpan<char> text)
    {
        var end = text.TrimEnd(" .,\t\r");
        return end.EndsWith("\\]") || end.EndsWith("$$") || end.EndsWith("}");
    }

    private readonly record struct TextSpan(int Start, int End);
}
