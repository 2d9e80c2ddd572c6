using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

internal sealed record SetNode(int Line, IReadOnlyList<string> Targets, Expression Value) : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        Unpacking.Set(run, run.Scope, Targets, run.Evaluate(Value));
        return Flow.Next;
    }
}

internal sealed record SetMemberNode(int Line, string Owner, string Name, Expression Value) : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        if (run.Scope.Find(Owner) is not NamespaceValue owner)
        {
            throw run.Fail($"{Owner}.{Name} cannot be set: {Owner} is no namespace");
        }

        owner.Set(Name, run.Evaluate(Value));
        return Flow.Next;
    }
}

/// <summary>Sets a name to what a block writes.</summary>
internal sealed record SetBlockNode(int Line, string Target, IReadOnlyList<Statement> Body) : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        run.Scope.Set(Target, run.Capture(new Scope(run.Scope), Body));
        return Flow.Next;
    }
}
