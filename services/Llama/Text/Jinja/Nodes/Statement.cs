namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>How a statement ends.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
}

/// <summary>A node of the syntax tree that writes or sets. Run it through <see cref="Evaluation.Run"/>, which counts.</summary>
internal abstract record Statement(int Line)
{
    public abstract Flow Run(Evaluation run);
}
