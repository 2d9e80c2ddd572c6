namespace QuantGrpc.Llama.Grammar;

/// <summary>Moves states of one grammar by bytes. Holds scratch space: for one thread.</summary>
internal sealed class Stepper(RuleGraph rules)
{
    /// <summary>The most stacks of a state.</summary>
    public const int MaxStacks = 4096;

    // Stacks on the way to a character, and edges looked at for one: bounds on a step's time, far above what grammars need.
    private const int MaxPassed = 4 * MaxStacks;
    private const long MaxWork = 1 << 22;
    private const int WorkOfStack = 8;

    private readonly HashSet<Frame> _passed = [];
    private readonly List<Frame> _queue = [];
    private readonly List<Frame> _stacks = [];
    private bool _mayEnd;
    private long _workAtStart;

    /// <summary>Edges looked at so far, a stack counted as eight.</summary>
    public long Work { get; private set; }

    /// <summary>The state before any text.</summary>
    /// <exception cref="GrammarException">The grammar is too ambiguous.</exception>
    public GrammarState Start()
    {
        Begin();
        Pass(new Frame(rules.Starts[rules.Root], next: null));
        Close();
        return new GrammarState(rules, _stacks, _mayEnd);
    }

    /// <summary>The state after one more byte, or null where the grammar refuses it.</summary>
    /// <exception cref="GrammarException">The text is too ambiguous.</exception>
    public GrammarState? Next(GrammarState state, byte value)
    {
        if (!state.Partial.TryAdd(value, out var partial))
        {
            return null;
        }

        Begin();
        if (partial.IsNone)
        {
            return Read(state, partial.Low);
        }

        return CanBecome(state, partial) ? state.With(partial) : null;
    }

    private GrammarState? Read(GrammarState state, int character)
    {
        foreach (var stack in state.Stacks)
        {
            foreach (var edge in rules.Nodes.Sets(stack.Node))
            {
                Count(1);
                if (rules.Sets[edge.Symbol.Index].Contains(character))
                {
                    Enter(edge.Target, stack.Next);
                }
            }
        }

        Close();
        return _stacks.Count == 0 && !_mayEnd ? null : new GrammarState(rules, _stacks, _mayEnd);
    }

    private bool CanBecome(GrammarState state, PartialCharacter partial)
    {
        if (partial.Low > partial.High)
        {
            return false;
        }

        foreach (var stack in state.Stacks)
        {
            foreach (var edge in rules.Nodes.Sets(stack.Node))
            {
                Count(1);
                if (rules.Sets[edge.Symbol.Index].Intersects(partial.Low, partial.High))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Begin()
    {
        _passed.Clear();
        _queue.Clear();
        _stacks.Clear();
        _mayEnd = false;
        _workAtStart = Work;
    }

    // Follows rules into their first nodes, and ends of rules to what stands behind them, until only characters remain.
    private void Close()
    {
        for (var i = 0; i < _queue.Count; i++)
        {
            var frame = _queue[i];
            if (rules.Nodes.Sets(frame.Node).Length > 0)
            {
                Keep(frame);
            }

            foreach (var edge in rules.Nodes.Rules(frame.Node))
            {
                // A rule that stands last leaves nothing to come back to: repetitions stay flat.
                Pass(new Frame(rules.Starts[edge.Symbol.Index], Behind(edge.Target, frame.Next)));
            }

            if (rules.Nodes.IsEnd(frame.Node))
            {
                Leave(frame.Next);
            }
        }
    }

    private static Frame? Behind(int node, Frame? next) => node == NodeTable.End ? next : new Frame(node, next);

    private void Enter(int node, Frame? next)
    {
        if (node == NodeTable.End)
        {
            Leave(next);
        }
        else
        {
            Pass(new Frame(node, next));
        }
    }

    private void Leave(Frame? next)
    {
        if (next is null)
        {
            _mayEnd = true;
        }
        else
        {
            Pass(next);
        }
    }

    private void Pass(Frame frame)
    {
        Count(WorkOfStack);
        if (!_passed.Add(frame))
        {
            return;
        }

        if (_passed.Count > MaxPassed)
        {
            throw TooAmbiguous();
        }

        _queue.Add(frame);
    }

    private void Keep(Frame frame)
    {
        if (_stacks.Count == MaxStacks)
        {
            throw TooAmbiguous();
        }

        _stacks.Add(frame);
    }

    private void Count(int work)
    {
        Work += work;
        if (Work - _workAtStart > MaxWork)
        {
            throw TooAmbiguous();
        }
    }

    private static GrammarException TooAmbiguous() =>
        new($"the grammar is too ambiguous: a text can stand at more than {MaxStacks} places in it at once");
}
