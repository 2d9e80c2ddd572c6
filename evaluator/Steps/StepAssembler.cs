namespace QuantGrpc.Evaluator.Steps;

/// <summary>
/// Decides which blocks are steps. The layout shows itself as blocks arrive: paragraphs until a label, a list or a second heading says
/// otherwise. Blocks wait in <c>_pending</c> for as long as a later one may still join them; what has been announced never changes.
/// </summary>
internal sealed class StepAssembler(Action<Block> onStep)
{
    private enum Mode
    {
        Paragraphs,
        Labels,
        List,
        Bullets,
        Sections,
    }

    private readonly List<Block> _pending = [];
    private Mode _mode;
    private int _announced;
    private bool _any;
    private bool _listed;
    private bool _sectioned;
    private bool _lines;
    private StepFormat _label;

    public StepFormat Format => _mode switch
    {
        Mode.Labels => _label,
        Mode.Bullets => StepFormat.Bullets,
        Mode.Sections when _sectioned => StepFormat.Headings,
        _ when _lines => StepFormat.Lines,
        _ => _listed ? StepFormat.NumberedList : StepFormat.Paragraphs,
    };

    public void Add(Block block, ReadOnlySpan<char> raw)
    {
        if (block.Kind == BlockKind.Label)
        {
            AddLabel(block, raw);
        }
        else if (_pending.Count > 0 && Attaches(_pending[^1], block, raw))
        {
            _pending[^1].End = block.End;
            _pending[^1].AwaitsBody = block.AwaitsBody;
        }
        else
        {
            AddUnlabelled(block, raw);
        }
        _any = true;
    }

    /// <summary>Announces what is left, except a closing answer, which is returned.</summary>
    public Block? Complete(ReadOnlySpan<char> raw)
    {
        var closing = TakeClosing(raw);
        if (_mode == Mode.Labels || (_mode == Mode.Sections && _sectioned))
        {
            Fold();
        }
        if (_mode == Mode.Paragraphs && _announced == 0 && _pending is [{ Kind: BlockKind.Paragraph } only])
        {
            _pending.Clear();
            _pending.AddRange(LineSplitter.Split(only, raw));
            _lines = _pending.Count > 1;
            closing ??= TakeClosing(raw);
        }
        Announce(raw);
        return closing;
    }

    private Block? TakeClosing(ReadOnlySpan<char> raw)
    {
        if (_pending.Count == 0 || !Closes(_pending[^1], raw))
        {
            return null;
        }
        var closing = _pending[^1];
        _pending.RemoveAt(_pending.Count - 1);
        return closing;
    }

    private void AddLabel(Block block, ReadOnlySpan<char> raw)
    {
        if (_mode == Mode.Labels || (_mode == Mode.Sections && _sectioned))
        {
            Fold();
        }
        if (_mode != Mode.Labels)
        {
            (_mode, _label) = (Mode.Labels, block.First.Label);
        }
        Announce(raw);
        _pending.Add(block);
    }

    private void AddUnlabelled(Block block, ReadOnlySpan<char> raw)
    {
        switch (_mode)
        {
            case Mode.Labels:
                Fold(); // only the last block can turn out to be the closing answer
                break;
            case Mode.Sections when block.Kind == BlockKind.Heading:
                Fold();
                _sectioned = true;
                Announce(raw);
                break;
            case Mode.Sections:
                break;
            case Mode.List:
                ContinueList(block, raw);
                break;
            case Mode.Paragraphs when block.Kind == BlockKind.Answer:
                break; // the paragraph before may be the only one, and then its lines are the steps
            default:
                Announce(raw);
                _mode = Next(block);
                break;
        }
        _listed |= block.Kind == BlockKind.Item;
        _pending.Add(block);
    }

    private void ContinueList(Block block, ReadOnlySpan<char> raw)
    {
        if (block.Kind == BlockKind.Heading)
        {
            Announce(raw);
            _mode = Mode.Sections;
        }
        else if (block.Kind == BlockKind.Item)
        {
            if (block.First.Number != 1)
            {
                Fold(); // paragraphs between two items belong to the first of them
            }
            Announce(raw);
        }
    }

    private Mode Next(Block block) => block.Kind switch
    {
        BlockKind.Item when block.First.Number == 1 => Mode.List,
        BlockKind.Bullet when !_any => Mode.Bullets,
        BlockKind.Heading when _mode == Mode.Paragraphs => Mode.Sections,
        _ => _mode,
    };

    /// <summary>Whether a block goes on with the one before it instead of beginning a step.</summary>
    private bool Attaches(Block before, Block block, ReadOnlySpan<char> raw)
    {
        if (before.AwaitsBody)
        {
            return block.Kind != BlockKind.Heading;
        }
        return block.Kind switch
        {
            BlockKind.Bullet => _mode != Mode.Bullets,
            BlockKind.Item => _mode == Mode.Labels || (_mode == Mode.List && !Follows(block)),
            BlockKind.Paragraph => block.MathOnly || (block.First.Indented && _mode == Mode.List)
                || (before.Kind == BlockKind.Answer && IsRemark(raw[block.Start..block.End])),
            _ => false,
        };
    }

    /// <summary>The item goes on with the list's numbering, or starts a list anew. The list's last item waits in front.</summary>
    private bool Follows(Block block) => block.First.Number == 1 || block.First.Number == _pending[0].First.Number + 1;

    /// <summary>Whether a last block only states the answer. A labelled or listed one is a step, whatever it says.</summary>
    private bool Closes(Block last, ReadOnlySpan<char> raw) => last.Kind switch
    {
        BlockKind.Answer => true,
        BlockKind.Paragraph => (_announced > 0 || _pending.Count > 1) && AnswerPhrase.IsBoxedSentence(raw[last.Content..last.End]),
        _ => false,
    };

    /// <summary>Words of farewell: nothing in them that could be mathematics.</summary>
    private static bool IsRemark(ReadOnlySpan<char> text) => text.IndexOfAny("0123456789$\\=") < 0;

    private void Fold()
    {
        if (_pending.Count > 1)
        {
            _pending[0].End = _pending[^1].End;
            _pending[0].AwaitsBody = false;
            _pending.RemoveRange(1, _pending.Count - 1);
        }
    }

    private void Announce(ReadOnlySpan<char> raw)
    {
        foreach (var block in _pending)
        {
            // A title with nothing under it, or a label at which the output was cut, claims nothing.
            if (!block.AwaitsBody || !IsRemark(raw[block.Content..block.End]))
            {
                _announced++;
                onStep(block);
            }
        }
        _pending.Clear();
    }
}
