using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

internal sealed record BinaryNode(int Line, string Operator, Expression Left, Expression Right) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Operators.Apply(run, Operator, run.Evaluate(Left), run.Evaluate(Right));
}

internal sealed record NegativeNode(int Line, Expression Operand) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Operators.Apply(run, "-", new IntegerValue(0), run.Evaluate(Operand));
}

internal sealed record NotNode(int Line, Expression Operand) : Expression(Line)
{
    public override Value Compute(Evaluation run) => BooleanValue.Of(!run.Evaluate(Operand).IsTrue);
}

internal sealed record AndNode(int Line, Expression Left, Expression Right) : Expression(Line)
{
    public override Value Compute(Evaluation run) => run.Evaluate(Left) is { IsTrue: false } left ? left : run.Evaluate(Right);
}

internal sealed record OrNode(int Line, Expression Left, Expression Right) : Expression(Line)
{
    public override Value Compute(Evaluation run) => run.Evaluate(Left) is { IsTrue: true } left ? left : run.Evaluate(Right);
}

internal sealed record ConditionalNode(int Line, Expression Condition, Expression Then, Expression? Else) : Expression(Line)
{
    public override Value Compute(Evaluation run) =>
        run.Evaluate(Condition).IsTrue ? run.Evaluate(Then)
        : Else is null ? new UndefinedValue("an if without else")
        : run.Evaluate(Else);
}

/// <summary>A chain of comparisons, as in <c>0 &lt; n &lt; 10</c>: each neighbour is compared, the first false one ends it.</summary>
internal sealed record ComparisonNode(int Line, Expression First, IReadOnlyList<ComparisonNode.Link> Links) : Expression(Line)
{
    internal sealed record Link(string Operator, Expression Operand);

    public override Value Compute(Evaluation run)
    {
        var left = run.Evaluate(First);
        foreach (var link in Links)
        {
            var right = run.Evaluate(link.Operand);
            if (!Comparisons.Holds(run, link.Operator, left, right))
            {
                return BooleanValue.False;
            }

            left = right;
        }

        return BooleanValue.True;
    }
}
