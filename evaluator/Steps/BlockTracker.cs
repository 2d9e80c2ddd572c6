namespace QuantGrpc.Evaluator.Steps;

/// <summary>Whether the next line lies inside display mathematics or a code fence, whose blank lines separate nothing.</summary>
internal sealed class BlockTracker
{
    private bool _fence;
    private bool _dollars;
    private int _depth;

    public bool InBlock => _fence || _dollars || _depth > 0;

    /// <summary>Takes a whole line.</summary>
    public void Read(ReadOnlySpan<char> line)
    {
        if (line.TrimStart().StartsWith("```"))
        {
            _fence = !_fence;
            return;
        }

        if (_fence)
        {
            return;
        }

        _dollars ^= (Count(line, "$$") & 1) == 1;
        _depth += Count(line, "\\[") + Count(line, "\\begin{") - Count(line, "\\]") - Count(line, "\\end{");
        _depth = Math.Max(0, _depth); // a closing mark without an opening one closes nothing
    }

    private static int Count(ReadOnlySpan<char> line, string mark) => line.Count(mark);
}
