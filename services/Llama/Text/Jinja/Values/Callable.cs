namespace QuantGrpc.Llama.Text.Jinja.Values;

/// <summary>An argument that is passed by name.</summary>
internal sealed record NamedArgument(string Name, Value Value);

/// <summary>What a call passes.</summary>
internal sealed record Arguments(IReadOnlyList<Value> Positional, IReadOnlyList<NamedArgument> Named)
{
    public static Arguments None { get; } = new([], []);

    public static Arguments Of(params IReadOnlyList<Value> positional) => new(positional, []);
}

/// <summary>A function or macro.</summary>
internal abstract record CallableValue(string Name) : Value
{
    public override string Kind => $"the function {Name}";

    public abstract Value Call(Evaluation run, Arguments arguments);
}
