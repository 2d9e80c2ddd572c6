using QuantGrpc.Llama.Text.Jinja.Nodes;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>One rendering: its variables, its output so far and what it may still spend.</summary>
internal sealed class Evaluation
{
    private int _depth;

    public Evaluation(Scope globals, DateTimeOffset date)
    {
        Scope = globals;
        Date = date;
        Output = new TextBuilder(Budget);
    }

    public Budget Budget { get; } = new();

    public DateTimeOffset Date { get; }

    public Scope Scope { get; private set; }

    public TextBuilder Output { get; private set; }

    public JinjaException Fail(string message) => Budget.Fail(message);

    public Value Evaluate(Expression expression)
    {
        var line = Enter(expression.Line);
        var value = expression.Compute(this);
        Leave(line);
        return value;
    }

    /// <summary>Runs statements to their end, or to a break or continue.</summary>
    public Flow Run(IReadOnlyList<Statement> body)
    {
        foreach (var statement in body)
        {
            var line = Enter(statement.Line);
            var flow = statement.Run(this);
            Leave(line);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    /// <summary>Runs statements with variables of their own.</summary>
    public Flow RunIn(Scope scope, IReadOnlyList<Statement> body)
    {
        var outer = Scope;
        Scope = scope;
        var flow = Run(body);
        Scope = outer;
        return flow;
    }

    public Value EvaluateIn(Scope scope, Expression expression)
    {
        var outer = Scope;
        Scope = scope;
        var value = Evaluate(expression);
        Scope = outer;
        return value;
    }

    /// <summary>What statements write, in place of writing it.</summary>
    public TextValue Capture(Scope scope, IReadOnlyList<Statement> body)
    {
        var outer = Output;
        Output = new TextBuilder(Budget);
        RunIn(scope, body);
        var text = Output.Build();
        Output = outer;
        return text;
    }

    // What throws in between ends the rendering: nothing has to be put back.
    private int Enter(int line)
    {
        Budget.TakeSteps(1);
        var before = Budget.Line;
        Budget.Line = line;
        if (++_depth > JinjaLimits.Depth)
        {
            throw Fail($"more than {JinjaLimits.Depth} operations and calls inside each other");
        }

        return before;
    }

    private void Leave(int line)
    {
        _depth--;
        Budget.Line = line;
    }
}
