namespace QuantGrpc.Llama.Text.Jinja.Nodes;

internal sealed record IfNode(int Line, IReadOnlyList<IfNode.Branch> Branches, IReadOnlyList<Statement> Else) : Statement(Line)
{
    internal sealed record Branch(Expression Condition, IReadOnlyList<Statement> Body);

    public override Flow Run(Evaluation run)
    {
        foreach (var branch in Branches)
        {
            if (run.Evaluate(branch.Condition).IsTrue)
            {
                return run.Run(branch.Body);
            }
        }

        return run.Run(Else);
    }
}
