using System.Text;

namespace QuantGrpc.Evaluator.Steps;

/// <summary>
/// Splits a solution into steps while it streams. "Step k:" steps are announced as soon as the next one begins; other layouts show
/// themselves at the end alone. The result is the same for every way of cutting the text.
/// </summary>
internal sealed class StepParser
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private readonly List<TextLine> _lines = [];
    private readonly BlockTracker _blocks = new();
    private int _lineStart;
    private TextLine? _open;
    private int _announced;

    /// <summary>Takes more text.</summary>
    /// <returns>Labelled steps whose end became certain: the next label came.</returns>
    public IReadOnlyList<Step> Append(string text)
    {
        _text.Append(text);
        var certain = new List<Step>();
        foreach (var character in text)
        {
            if (character != '\n')
            {
                _line.Append(character);
            }
            else if (EndLine() is { Kind: LineKind.StepLabel } label)
            {
                CloseStep(label, certain);
            }
        }

        return certain;
    }

    /// <summary>The whole solution; nothing may follow.</summary>
    public ParsedSolution Complete()
    {
        if (_line.Length > 0)
        {
            EndLine();
        }

        return new StepLayout(_text.ToString(), _lines).Parse();
    }

    private TextLine EndLine()
    {
        var line = _line.ToString();
        var kept = line.TrimEnd('\r');
        var read = TextLine.Of(kept, _lineStart, _blocks.InBlock);
        _blocks.Read(kept);
        _lines.Add(read);
        _lineStart += line.Length + 1;
        _line.Clear();
        return read;
    }

    private void CloseStep(TextLine label, List<Step> certain)
    {
        if (_open is { } open)
        {
            var end = _lines[^2].End;
            var content = _text.ToString(open.Content, Math.Max(0, end - open.Content)).Trim();
            if (content.Length > 0)
            {
                certain.Add(new Step(++_announced, content, open.Start, end));
            }
        }

        _open = label;
    }
}
