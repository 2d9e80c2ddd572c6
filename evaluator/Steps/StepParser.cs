using System.Buffers;

namespace QuantGrpc.Evaluator.Steps;

/// <summary>
/// Splits a solution into steps while it is being written. Any way of cutting the text into pieces gives the same steps, since only whole
/// lines are looked at; time is linear in the text. One instance reads one text and is not shared between threads.
/// </summary>
internal sealed class StepParser
{
    private const string ThinkingOpens = "<think>";
    private const string ThinkingCloses = "</think>";

    private readonly ArrayBufferWriter<char> _raw = new();
    private readonly BlockBuilder _blocks;
    private readonly StepAssembler _assembler;
    private readonly List<Step> _steps = [];
    private readonly List<Block> _settled = [];
    private int _lineStart;
    private bool _begun;
    private bool _thinking;

    public StepParser()
    {
        _assembler = new StepAssembler(_settled.Add);
        _blocks = new BlockBuilder(block => _assembler.Add(block, _raw.WrittenSpan));
    }

    public static ParsedSolution Parse(string text)
    {
        var parser = new StepParser();
        parser.Append(text);
        return parser.Complete();
    }

    /// <summary>Takes the next piece of the text and returns the steps whose end it made certain, mostly none or one.</summary>
    public IReadOnlyList<Step> Append(ReadOnlySpan<char> piece)
    {
        var known = _steps.Count;
        var search = _raw.WrittenCount;
        _raw.Write(piece);
        while (_raw.WrittenSpan[search..].IndexOf('\n') is var found and >= 0)
        {
            search += found + 1;
            AddLine(search - 1);
            _lineStart = search;
        }
        Number();
        return _steps[known..];
    }

    /// <summary>Ends the text: the last step, the closing answer and the layout are certain now.</summary>
    public ParsedSolution Complete()
    {
        AddLine(_raw.WrittenCount);
        _blocks.Complete();
        var closing = _assembler.Complete(_raw.WrittenSpan);
        Number();
        return new ParsedSolution
        {
            Steps = _steps,
            Closing = closing is null ? null : ClosingText(closing),
            Format = _steps.Count == 0 ? StepFormat.Unparseable : _assembler.Format,
            FollowsFrame = closing is not null && FollowsFrame(closing),
        };
    }

    private void AddLine(int end)
    {
        var start = _lineStart;
        var line = _raw.WrittenSpan[start..end].TrimEnd('\r');
        if (!_begun && line.TrimStart().StartsWith(ThinkingOpens))
        {
            _thinking = true;
        }
        _begun |= !line.IsWhiteSpace();
        if (_thinking)
        {
            var close = line.IndexOf(ThinkingCloses);
            if (close < 0)
            {
                return;
            }
            _thinking = false;
            start += close + ThinkingCloses.Length;
            line = line[(close + ThinkingCloses.Length)..];
        }
        _blocks.Add(line, start);
    }

    private void Number()
    {
        for (var i = _steps.Count; i < _settled.Count; i++)
        {
            var block = _settled[i];
            _steps.Add(new Step(i + 1, block.Text(_raw.WrittenSpan), block.Start, block.End));
        }
    }

    private string ClosingText(Block closing) => _raw.WrittenSpan[closing.Start..closing.End].Trim().ToString().Replace("\r\n", "\n");

    private bool FollowsFrame(Block closing)
    {
        var inOrder = _settled.Count > 0 && _raw.WrittenSpan[.._settled[0].Start].IsWhiteSpace();
        for (var i = 0; i < _settled.Count && inOrder; i++)
        {
            inOrder = _settled[i].Kind == BlockKind.Label && _raw.WrittenSpan[_settled[i].Start..].StartsWith($"Step {i + 1}: ");
        }
        return inOrder && _raw.WrittenSpan[closing.Start..closing.End].IndexOf("\\boxed{") >= 0;
    }
}
