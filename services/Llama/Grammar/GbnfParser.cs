namespace QuantGrpc.Llama.Grammar;

/// <summary>Recursive descent over a grammar's source; depth is that of its parentheses, which is bounded.</summary>
internal sealed class GbnfParser(string source)
{
    private const int MaxNesting = 64;
    private const string Items =
        "a literal, a character class, a rule name, '(', '.', '|', a repetition of the item before or the end of the rule";

    private readonly GbnfReader _reader = new(source);
    private readonly GrammarBuilder _builder = new();
    private readonly Dictionary<string, int> _firstUse = [];
    private int _nesting;

    public RuleGraph Parse()
    {
        _reader.SkipSpace(newlines: true);
        while (!_reader.AtEnd)
        {
            TakeRule();
            _reader.SkipSpace(newlines: true);
        }

        foreach (var (name, offset) in _firstUse)
        {
            if (!_builder.IsDefined(_builder.Named(name)))
            {
                throw _reader.Error(offset, $"rule \"{name}\" is used and not defined");
            }
        }

        var root = _builder.Named("root");
        return _builder.IsDefined(root)
            ? _builder.Build(root)
            : throw new GrammarException("the grammar has no rule \"root\"; matching starts there");
    }

    private void TakeRule()
    {
        var start = _reader.Offset;
        var name = _reader.TakeName();
        var rule = _builder.Named(name);
        if (_builder.IsDefined(rule))
        {
            throw _reader.Error(start, $"rule \"{name}\" is defined a second time");
        }

        _reader.SkipSpace(newlines: false);
        _reader.Take("::=", "'::=' after the rule's name");
        _reader.SkipSpace(newlines: true);
        _builder.Define(rule, TakeAlternatives());
        if (_reader is { AtEnd: false, Current.Value: not ('\r' or '\n') })
        {
            throw _reader.Unexpected(Items);
        }
    }

    private List<List<Symbol>> TakeAlternatives()
    {
        var alternatives = new List<List<Symbol>> { TakeSequence() };
        while (_reader.TryTake('|'))
        {
            _reader.SkipSpace(newlines: true);
            alternatives.Add(TakeSequence());
        }

        return alternatives;
    }

    private List<Symbol> TakeSequence()
    {
        var sequence = new List<Symbol>();
        int? item = null;
        while (true)
        {
            var start = sequence.Count;
            if (TryTakeItem(sequence))
            {
                item = start;
            }
            else if (!TryTakeRepetition(sequence, item))
            {
                return sequence;
            }

            _reader.SkipSpace(newlines: _nesting > 0);
        }
    }

    private bool TryTakeItem(List<Symbol> sequence)
    {
        if (_reader.TryTake('"'))
        {
            var characters = GbnfCharacters.TakeLiteral(_reader);
            Reserve(characters.Count);
            sequence.AddRange(characters.Select(_builder.Character));
        }
        else if (_reader.TryTake('['))
        {
            Add(sequence, _builder.Characters(GbnfCharacters.TakeClass(_reader)));
        }
        else if (_reader.TryTake('.'))
        {
            Add(sequence, _builder.Characters(CodePointSet.AllBut([])));
        }
        else if (_reader.Is('('))
        {
            TakeGroup(sequence);
        }
        else if (_reader.AtName)
        {
            TakeReference(sequence);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeReference(List<Symbol> sequence)
    {
        var start = _reader.Offset;
        var name = _reader.TakeName();
        _firstUse.TryAdd(name, start);
        Add(sequence, _builder.Named(name));
    }

    private void TakeGroup(List<Symbol> sequence)
    {
        if (_nesting == MaxNesting)
        {
            throw _reader.Error(_reader.Offset, $"parentheses nest deeper than {MaxNesting}");
        }

        _nesting++;
        _reader.TryTake('(');
        _reader.SkipSpace(newlines: true);
        var alternatives = TakeAlternatives();
        _reader.Take(")", Items.Replace("the end of the rule", "')'"));
        _nesting--;
        if (alternatives.Count == 1)
        {
            sequence.AddRange(alternatives[0]);
        }
        else
        {
            Add(sequence, _builder.Group(alternatives));
        }
    }

    private bool TryTakeRepetition(List<Symbol> sequence, int? item)
    {
        var start = _reader.Offset;
        if (!Repetition.TryTake(_reader, out var repetition))
        {
            return false;
        }

        if (item is not { } first)
        {
            throw _reader.Error(start, "a repetition with nothing before it that it could repeat");
        }

        if (first < sequence.Count)
        {
            Reserve(repetition.Expanded);
            _builder.Repeat(sequence, first, repetition);
        }

        return true;
    }

    private void Add(List<Symbol> sequence, Symbol symbol)
    {
        Reserve(1);
        sequence.Add(symbol);
    }

    private void Reserve(int elements)
    {
        if (!_builder.TryReserve(elements))
        {
            throw _reader.Error(
                _reader.Offset, $"more than {GrammarBuilder.MaxElements} elements once the repetitions up to here are expanded");
        }
    }
}
