namespace QuantGrpc.Llama.Grammar;

/// <summary>What a grammar must keep so that matching always moves on and never ends in a blind alley.</summary>
internal static class GrammarChecks
{
    /// <exception cref="GrammarException">A rule can never end, or begins with itself.</exception>
    /// <param name="graph">The rules.</param>
    /// <param name="names">Rules by name.</param>
    /// <param name="loops">First nodes of repetitions: one that repeats the empty text is harmless, since it comes back to itself.</param>
    public static void Run(RuleGraph graph, Dictionary<string, int> names, HashSet<int> loops)
    {
        var canEnd = Implications.CanEnd(graph);
        foreach (var (name, rule) in names)
        {
            if (!canEnd[graph.Starts[rule]])
            {
                throw new GrammarException($"rule \"{name}\" can never produce a finished text: each of its alternatives needs a rule that never ends");
            }
        }

        new LeftRecursion(graph, names, loops).Refuse();
    }
}
