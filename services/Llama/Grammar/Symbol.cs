namespace QuantGrpc.Llama.Grammar;

/// <summary>What stands on an edge of a rule: a set of characters, or another rule. Held in one number, since there are many.</summary>
internal readonly record struct Symbol(int Code)
{
    public bool IsRule => (Code & 1) != 0;

    /// <summary>Index of the set or of the rule.</summary>
    public int Index => Code >> 1;

    public static Symbol Set(int index) => new(index << 1);

    public static Symbol Rule(int index) => new(index << 1 | 1);
}

/// <summary>From a node by a symbol to the node where the rule goes on.</summary>
internal readonly record struct Edge(Symbol Symbol, int Target);
