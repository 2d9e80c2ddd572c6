using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

internal sealed record LiteralNode(int Line, Value Value) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Value;
}

internal sealed record NameNode(int Line, string Name) : Expression(Line)
{
    public override Value Compute(Evaluation run) => run.Scope.Find(Name) ?? (Value?)Functions.Find(Name) ?? new UndefinedValue(Name);
}

internal sealed record ListNode(int Line, IReadOnlyList<Expression> Items) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Sequences.List(run, [.. Items.Select(run.Evaluate)]);
}

internal sealed record MappingNode(int Line, IReadOnlyList<MappingNode.Entry> Entries) : Expression(Line)
{
    internal sealed record Entry(Expression Key, Expression Value);

    public override Value Compute(Evaluation run) =>
        Mappings.Make(run, Entries.Select(entry => new MappingEntry(Key(run, entry.Key), run.Evaluate(entry.Value))));

    private static TextValue Key(Evaluation run, Expression key) =>
        run.Evaluate(key) is var value && value is TextValue text ? text
        : throw run.Fail($"the key of a mapping is {value.Kind}; allowed: a string");
}
