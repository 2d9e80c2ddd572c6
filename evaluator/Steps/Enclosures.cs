namespace QuantGrpc.Evaluator.Steps;

/// <summary>Follows display mathematics, LaTeX environments and fenced code over lines: blank lines and markers inside them split nothing.</summary>
internal sealed class Enclosures
{
    // A formula that never closes (a cut or broken output) must not swallow the rest of the text.
    private const int LongestFormula = 60;

    private bool _fence;
    private bool _bracket;
    private bool _dollars;
    private int _environments;
    private int _lines;

    public bool IsOpen => _fence || _bracket || _dollars || _environments > 0;

    public bool InCode => _fence;

    public void Reset() => (_fence, _bracket, _dollars, _environments, _lines) = (false, false, false, 0, 0);

    public void Observe(ReadOnlySpan<char> line)
    {
        if (line.TrimStart().StartsWith("```"))
        {
            _fence = !_fence;
        }
        else if (!_fence)
        {
            ObserveMathematics(line);
            _lines = IsOpen ? _lines + 1 : 0;
            if (_lines > LongestFormula)
            {
                Reset();
            }
        }
    }

    private void ObserveMathematics(ReadOnlySpan<char> line)
    {
        for (var i = line.IndexOfAny('\\', '$'); i >= 0 && i + 1 < line.Length; i++)
        {
            if (line[i] == '$' && line[i + 1] == '$')
            {
                (_dollars, i) = (!_dollars, i + 1);
            }
            else if (line[i] == '\\')
            {
                ObserveCommand(line[(i + 1)..]);
                i++; // also steps over the second backslash of a line break, whose "\\[2pt]" opens nothing
            }
        }
    }

    private void ObserveCommand(ReadOnlySpan<char> rest)
    {
        if (rest[0] is '[' or ']')
        {
            _bracket = rest[0] == '[';
        }
        else if (rest.StartsWith("begin{"))
        {
            _environments++;
        }
        else if (rest.StartsWith("end{"))
        {
            _environments = Math.Max(0, _environments - 1);
        }
    }
}
