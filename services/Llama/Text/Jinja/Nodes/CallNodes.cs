using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>Arguments as written.</summary>
internal sealed record ArgumentNodes(IReadOnlyList<Expression> Positional, IReadOnlyList<ArgumentNodes.NamedNode> Named)
{
    internal sealed record NamedNode(string Name, Expression Value);

    public static ArgumentNodes None { get; } = new([], []);

    public Arguments Evaluate(Evaluation run) => new(
        [.. Positional.Select(run.Evaluate)],
        [.. Named.Select(argument => new NamedArgument(argument.Name, run.Evaluate(argument.Value)))]);
}

internal sealed record CallNode(int Line, Expression Callee, ArgumentNodes Arguments) : Expression(Line)
{
    public override Value Compute(Evaluation run)
    {
        if (Callee is MemberNode member)
        {
            return CallMember(run, member, run.Evaluate(member.Owner));
        }

        return Call(run, run.Evaluate(Callee));
    }

    private Value CallMember(Evaluation run, MemberNode member, Value owner)
    {
        if (Methods.Find(owner, member.Name) is { } method)
        {
            return method.Call(run, owner, Arguments.Evaluate(run));
        }

        return MemberNode.Of(run, owner, member.Name) is CallableValue callable
            ? Call(run, callable)
            : throw run.Fail($"{owner.Kind} has no method '{member.Name}' here");
    }

    private Value Call(Evaluation run, Value callee) => callee is CallableValue callable
        ? callable.Call(run, Arguments.Evaluate(run))
        : throw run.Fail($"{callee.Kind} cannot be called");
}

internal sealed record FilterNode(int Line, Builtin Filter, Expression Input, ArgumentNodes Arguments) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Filter.Call(run, run.Evaluate(Input), Arguments.Evaluate(run));
}

internal sealed record TestNode(int Line, Builtin Test, Expression Input, ArgumentNodes Arguments) : Expression(Line)
{
    public override Value Compute(Evaluation run) => Test.Call(run, run.Evaluate(Input), Arguments.Evaluate(run));
}
