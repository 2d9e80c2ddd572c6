using System.Text;

namespace QuantGrpc.Llama.Grammar;

/// <summary>Collects the rules of one grammar: named ones, and those that groups and repetitions need.</summary>
internal sealed class GrammarBuilder
{
    /// <summary>The most elements of a grammar once repetitions are expanded.</summary>
    public const int MaxElements = 1 << 16;

    private readonly List<CodePointSet> _sets = [];
    private readonly Dictionary<CodePointSet, int> _knownSets = [];
    private readonly Dictionary<Rune, Symbol> _knownCharacters = [];
    private readonly List<int?> _starts = [];
    private readonly Dictionary<string, int> _named = [];
    private readonly Dictionary<int, int> _groups = [];
    private readonly Dictionary<Symbol, int> _stars = [];
    private readonly HashSet<int> _loops = [];
    private readonly RuleCompiler _compiler;
    private int _elements;

    public GrammarBuilder() => _compiler = new RuleCompiler(this);

    public NodeTable Nodes { get; } = new();

    public IReadOnlyList<CodePointSet> Sets => _sets;

    /// <summary>Counts elements before they are made; false where the grammar grows too large.</summary>
    public bool TryReserve(int elements)
    {
        _elements += elements;
        return _elements <= MaxElements;
    }

    public Symbol Characters(CodePointSet set)
    {
        if (!_knownSets.TryGetValue(set, out var index))
        {
            index = _sets.Count;
            _sets.Add(set);
            _knownSets.Add(set, index);
        }

        return Symbol.Set(index);
    }

    public Symbol Character(Rune character)
    {
        if (!_knownCharacters.TryGetValue(character, out var symbol))
        {
            symbol = Characters(CodePointSet.Of(character));
            _knownCharacters.Add(character, symbol);
        }

        return symbol;
    }

    /// <summary>The rule of a name, which may be defined later.</summary>
    public Symbol Named(string name)
    {
        if (!_named.TryGetValue(name, out var rule))
        {
            rule = NewRule(start: null);
            _named.Add(name, rule);
        }

        return Symbol.Rule(rule);
    }

    public bool IsDefined(Symbol rule) => _starts[rule.Index] is not null;

    public void Define(Symbol rule, List<List<Symbol>> alternatives) => _starts[rule.Index] = _compiler.Compile(alternatives);

    /// <summary>Alternatives as one symbol.</summary>
    public Symbol Group(List<List<Symbol>> alternatives) => RuleOf(_compiler.Compile(alternatives));

    /// <summary>Repeats what stands in a sequence from <paramref name="first"/> on; the elements are reserved already.</summary>
    public void Repeat(List<Symbol> sequence, int first, Repetition repetition)
    {
        var item = sequence.Count - first == 1 ? sequence[first] : Group([sequence[first..]]);
        sequence.RemoveRange(first, sequence.Count - first);
        sequence.AddRange(Enumerable.Repeat(item, repetition.Least));
        if (repetition.Most is null)
        {
            sequence.Add(Star(item));
        }
        else if (repetition.Most > repetition.Least)
        {
            sequence.Add(UpTo(item, repetition.Most.Value - repetition.Least));
        }
    }

    /// <summary>A symbol none to <paramref name="most"/> times.</summary>
    private Symbol UpTo(Symbol item, int most)
    {
        var node = NodeTable.End;
        for (var i = 0; i < most; i++)
        {
            node = Nodes.Intern(item, node, isEnd: true);
        }

        return RuleOf(node);
    }

    /// <summary>A symbol any number of times: a rule that is itself again after the symbol, or nothing.</summary>
    private Symbol Star(Symbol item)
    {
        if (!_stars.TryGetValue(item, out var rule))
        {
            rule = NewRule(start: null);
            var again = Nodes.Intern(Symbol.Rule(rule), NodeTable.End, isEnd: false);
            var start = Nodes.Intern(item, again, isEnd: true);
            _starts[rule] = start;
            _loops.Add(start);
            _stars.Add(item, rule);
            _stars.Add(Symbol.Rule(rule), rule);
        }

        return Symbol.Rule(rule);
    }

    /// <summary>The grammar, after all rules are found defined, able to end and free of left recursion.</summary>
    public RuleGraph Build(Symbol root)
    {
        var graph = new RuleGraph(Nodes, [.. _sets], [.. _starts.Select(s => s ?? NodeTable.End)], root.Index);
        GrammarChecks.Run(graph, _named, _loops);
        return graph;
    }

    private Symbol RuleOf(int node)
    {
        if (!_groups.TryGetValue(node, out var rule))
        {
            rule = NewRule(node);
            _groups.Add(node, rule);
        }

        return Symbol.Rule(rule);
    }

    private int NewRule(int? start)
    {
        _starts.Add(start);
        return _starts.Count - 1;
    }
}
