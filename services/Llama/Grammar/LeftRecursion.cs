namespace QuantGrpc.Llama.Grammar;

/// <summary>Looks for rules that come back to themselves before a character is read. Walks with a stack of its own: rules nest deeply.</summary>
internal sealed class LeftRecursion(RuleGraph graph, Dictionary<string, int> names, HashSet<int> loops)
{
    private readonly bool[] _canBeEmpty = Implications.CanBeEmpty(graph);
    private readonly Mark[] _marks = new Mark[graph.Nodes.Count];
    private readonly List<Visit> _path = [];
    private readonly Dictionary<int, string> _nameOf = names.ToDictionary(n => n.Value, n => n.Key);

    private enum Mark
    {
        New,
        OnPath,
        Done,
    }

    /// <exception cref="GrammarException">There is one.</exception>
    public void Refuse()
    {
        foreach (var rule in names.Values)
        {
            Enter(graph.Starts[rule], rule);
            while (_path.Count > 0)
            {
                Step(_path[^1]);
            }
        }
    }

    // Each edge by a rule is passed twice: into the rule, then, where the rule can be empty, behind it.
    private void Step(Visit visit)
    {
        var edges = graph.Nodes.Rules(visit.Node);
        if (visit.Next == edges.Length * 2)
        {
            _marks[visit.Node] = Mark.Done;
            _path.RemoveAt(_path.Count - 1);
            return;
        }

        var edge = edges[visit.Next / 2];
        var into = visit.Next % 2 == 0;
        visit.Next++;
        var start = graph.Starts[edge.Symbol.Index];
        if (into)
        {
            Enter(start, edge.Symbol.Index);
        }
        else if (_canBeEmpty[start] && !loops.Contains(visit.Node))
        {
            Enter(edge.Target, rule: null);
        }
    }

    private void Enter(int node, int? rule)
    {
        if (_marks[node] == Mark.OnPath)
        {
            throw new GrammarException(Describe(node, rule));
        }

        if (_marks[node] == Mark.New)
        {
            _marks[node] = Mark.OnPath;
            _path.Add(new Visit(node, rule));
        }
    }

    private string Describe(int node, int? rule)
    {
        var cycle = _path.Skip(_path.FindIndex(v => v.Node == node) + 1).Select(v => v.Rule).Append(rule)
            .Select(r => r is { } index ? _nameOf.GetValueOrDefault(index) : null).OfType<string>().ToList();
        var shown = string.Join(" -> ", cycle.Take(8)) + (cycle.Count > 8 ? " -> ..." : $" -> {cycle[0]}");
        return $"rule \"{cycle[^1]}\" is left-recursive ({shown}): a rule must read a character before it comes back to itself";
    }

    private sealed class Visit(int node, int? rule)
    {
        public int Node { get; } = node;

        public int? Rule { get; } = rule;

        public int Next { get; set; }
    }
}
