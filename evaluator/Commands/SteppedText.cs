using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>A text as tokens, with the steps that they fall in.</summary>
internal sealed class SteppedText
{
    private readonly string _text;
    private readonly List<int> _starts = []; // first character of each token, then the text's length
    private readonly List<int> _openings; // first characters of the steps, then of what follows the last

    /// <param name="pieces">What each token adds to the text.</param>
    public SteppedText(IEnumerable<string> pieces)
    {
        var end = 0;
        var all = pieces.ToList();
        foreach (var piece in all)
        {
            _starts.Add(end);
            end += piece.Length;
        }

        _starts.Add(end);
        _text = string.Concat(all);
        Steps = StepParser.Parse(_text).Steps;
        _openings = [.. Steps.Select(s => s.Start)];
        if (Steps.Count > 0)
        {
            _openings.Add(SkipSpace(Steps[^1].End));
        }
    }

    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The step of a token, from 1; the closing answer counts as the one after the last; null before the first step.</summary>
    public int? StepOf(int token)
    {
        // Space before a step's first word is no step's own: a token that begins with it belongs to the word.
        var at = SkipSpace(_starts[token]);
        var step = _openings.FindLastIndex(opening => opening <= at);
        return step < 0 ? null : step + 1;
    }

    /// <summary>How many tokens the first steps take, with the space behind them.</summary>
    /// <param name="steps">1 to the number of steps.</param>
    public int TokensThrough(int steps)
    {
        // A token that only begins a character ends where the one before it ends.
        return _starts.IndexOf(_starts.FindLast(start => start <= _openings[steps]));
    }

    private int SkipSpace(int at)
    {
        while (at < _text.Length && char.IsWhiteSpace(_text[at]))
        {
            at++;
        }

        return at;
    }
}
