using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

internal sealed record MemberNode(int Line, Expression Owner, string Name) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Of(run, run.Evaluate(Owner), Name);

    public static Value Of(Evaluation run, Value owner, string name) => owner is UndefinedValue undefined
        ? throw run.Fail($"{undefined.Name} is undefined and has no {name}")
        : owner.Member(name) ?? new UndefinedValue(name);
}

internal sealed record IndexNode(int Line, Expression Owner, Expression Index) : Expression(Line)
{
    public override Value Compute(Evaluation run)
    {
        var owner = run.Evaluate(Owner);
        return (owner, run.Evaluate(Index)) switch
        {
            (UndefinedValue undefined, _) => throw run.Fail($"{undefined.Name} is undefined and cannot be indexed"),
            (MappingValue mapping, TextValue key) => Mappings.Find(run, mapping, key) ?? new UndefinedValue("a key that is not there"),
            (_, TextValue name) => MemberNode.Of(run, owner, name.Plain),
            (ListValue or TextValue, IntegerValue { Number: var n }) => Sequences.At(run, owner, n) ?? new UndefinedValue($"element {n}"),
            (_, var index) => throw run.Fail($"{owner.Kind} cannot be indexed by {index.Kind}"),
        };
    }
}

internal sealed record SliceNode(int Line, Expression Owner, Expression? Start, Expression? Stop, Expression? Step) : Expression(Line)
{
    public override Value Compute(Evaluation run)
    {
        var owner = run.Evaluate(Owner);
        var bounds = new SliceBounds(Number(run, Start), Number(run, Stop), Number(run, Step) ?? 1);
        return Slicing.Take(run, owner, bounds);
    }

    private static long? Number(Evaluation run, Expression? expression) =>
        expression is null ? null
        : run.Evaluate(expression) switch
        {
            IntegerValue integer => integer.Number,
            NoneValue => null,
            var other => throw run.Fail($"the bound of a slice is {other.Kind}; allowed: an integer"),
        };
}
