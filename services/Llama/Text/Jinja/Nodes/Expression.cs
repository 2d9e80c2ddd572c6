using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>A node of the syntax tree that has a value. Evaluate it through <see cref="Evaluation.Evaluate"/>, which counts.</summary>
internal abstract record Expression(int Line)
{
    public abstract Value Compute(Evaluation run);
}
