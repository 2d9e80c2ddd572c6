using System.Text;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Writes the names of additional properties: all that are not declared. They hold no escapes, so that a declared name cannot
/// come in disguise; a declared name that needs escapes is out of their reach for the same reason.
/// </summary>
internal static class OtherNames
{
    public static string Write(RuleWriter rules, IEnumerable<string> declared)
    {
        var nodes = new List<Node> { new() };
        foreach (var name in declared.Where(name => GbnfText.JsonContent(name) == name))
        {
            var node = nodes[0];
            foreach (var rune in name.EnumerateRunes())
            {
                node = node.Next.TryGetValue(rune.Value, out var next) ? next : Grow(nodes, node, rune.Value);
            }

            node.IsName = true;
        }

        // Nodes come after their parents, so the last ones are written first.
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            nodes[i].Rule = rules.Rule(Body(nodes[i]));
        }

        return nodes[0].Rule;
    }

    private static Node Grow(List<Node> nodes, Node parent, int character)
    {
        var node = new Node();
        parent.Next.Add(character, node);
        nodes.Add(node);
        return node;
    }

    private static string Body(Node node)
    {
        CodePointRange[] excluded = [new(0, 0x1F), new('"', '"'), new('\\', '\\'), .. node.Next.Keys.Select(c => new CodePointRange(c, c))];
        var others = CodePointSet.AllBut(excluded).IsEmpty ? [] : new[] { $"{GbnfText.Class(excluded, negated: true)} plain*" };
        var further = node.Next.Select(next => $"{GbnfText.Literal(new Rune(next.Key).ToString())} {next.Value.Rule}");
        return string.Join(" | ", others.Concat(further).Concat(node.IsName ? [] : ["\"\""]));
    }

    private sealed class Node
    {
        public SortedDictionary<int, Node> Next { get; } = [];

        public bool IsName { get; set; }

        public string Rule { get; set; } = string.Empty;
    }
}
