namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Writes shapes as rules.</summary>
internal sealed class ShapeWriter(RuleWriter rules)
{
    private readonly Queue<Definition> _open = [];
    private readonly HashSet<Definition> _met = [];

    /// <summary>Writes the rules of a definition and of all that it refers to.</summary>
    public void WriteFrom(Definition root)
    {
        rules.Define("root", NameOf(root));
        while (_open.TryDequeue(out var definition))
        {
            rules.Define(NameOf(definition), Write(definition.Shape!));
        }
    }

    /// <summary>The name of the rule of a shape.</summary>
    public string Write(Shape shape) => shape switch
    {
        ValuesShape values => rules.Rule(ValueWriter.OneOf(values.Values)),
        IntegerShape { Low: -NumberKeywords.Largest, High: NumberKeywords.Largest } => "integer",
        IntegerShape integer => rules.Rule(DigitRanges.Between(integer.Low, integer.High)),
        NumberShape => "number",
        StringShape { IsFree: true } => "string",
        StringShape text => rules.Rule($"\"\\\"\" {text.Content ?? $"char{{{text.Least},{text.Most}}}"} \"\\\"\""),
        ArrayShape array => rules.Rule(new ArrayWriter(rules, this).Write(array)),
        ObjectShape value => rules.Rule(new ObjectWriter(rules, this).Write(value)),
        UnionShape union => rules.Rule(string.Join(" | ", union.Alternatives.Select(Write).Distinct())),
        ReferenceShape reference => NameOf(reference.Target),
        _ => "value",
    };

    private string NameOf(Definition definition)
    {
        if (_met.Add(definition))
        {
            _open.Enqueue(definition);
        }

        return $"schema{definition.Index}";
    }
}
