using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>A loop; each pass has variables of its own.</summary>
internal sealed record ForNode(int Line, IReadOnlyList<string> Targets, Expression Source) : Statement(Line)
{
    public Expression? Filter { get; init; }

    public required IReadOnlyList<Statement> Body { get; init; }

    public required IReadOnlyList<Statement> Else { get; init; }

    public override Flow Run(Evaluation run)
    {
        var items = Sequences.Elements(run, run.Evaluate(Source));
        if (Filter is not null)
        {
            items = [.. items.Where(item => run.EvaluateIn(Pass(run, item), Filter).IsTrue)];
        }

        if (items.Count == 0)
        {
            return run.RunIn(new Scope(run.Scope), Else);
        }

        for (var i = 0; i < items.Count; i++)
        {
            var scope = Pass(run, items[i]);
            scope.Set("loop", new LoopValue(items, i));
            if (run.RunIn(scope, Body) == Flow.Break)
            {
                break;
            }
        }

        return Flow.Next;
    }

    private Scope Pass(Evaluation run, Value item)
    {
        run.Budget.TakeSteps(1);
        var scope = new Scope(run.Scope);
        Unpacking.Set(run, scope, Targets, item);
        return scope;
    }
}
