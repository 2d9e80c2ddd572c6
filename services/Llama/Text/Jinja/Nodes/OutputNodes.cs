using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>Text between tags.</summary>
internal sealed record TextNode(int Line, string Text) : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        run.Output.Append(Text);
        return Flow.Next;
    }
}

internal sealed record OutputNode(int Line, Expression Value) : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        run.Output.Append(Printing.TextOf(run, run.Evaluate(Value)));
        return Flow.Next;
    }
}

/// <summary>A <c>generation</c> block, which marks the assistant's text for training and changes nothing here.</summary>
internal sealed record GenerationNode(int Line, IReadOnlyList<Statement> Body) : Statement(Line)
{
    public override Flow Run(Evaluation run) => run.Run(Body);
}

internal sealed record JumpNode(int Line, Flow Flow) : Statement(Line)
{
    public override Flow Run(Evaluation run) => Flow;
}
