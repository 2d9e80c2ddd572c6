using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>A parameter of a macro; null where it has no default.</summary>
internal sealed record MacroParameter(string Name, Expression? Default);

internal sealed record MacroNode(int Line, string Name, IReadOnlyList<MacroParameter> Parameters, IReadOnlyList<Statement> Body)
    : Statement(Line)
{
    public override Flow Run(Evaluation run)
    {
        run.Scope.Set(Name, new MacroValue(this, run.Scope));
        return Flow.Next;
    }
}

/// <summary>A macro with the variables that it sees.</summary>
internal sealed record MacroValue(MacroNode Macro, Scope Outer) : CallableValue(Macro.Name)
{
    public override Value Call(Evaluation run, Arguments arguments)
    {
        if (arguments.Positional.Count > Macro.Parameters.Count)
        {
            throw run.Fail($"macro {Name} is given {arguments.Positional.Count} arguments; allowed: at most {Macro.Parameters.Count}");
        }

        if (arguments.Named.FirstOrDefault(a => Macro.Parameters.All(p => p.Name != a.Name)) is { } unknown)
        {
            throw run.Fail($"macro {Name} has no parameter '{unknown.Name}'");
        }

        var scope = new Scope(Outer);
        for (var i = 0; i < Macro.Parameters.Count; i++)
        {
            var parameter = Macro.Parameters[i];
            scope.Set(parameter.Name, Argument(run, scope, parameter, i, arguments));
        }

        return run.Capture(scope, Macro.Body);
    }

    private static Value Argument(Evaluation run, Scope scope, MacroParameter parameter, int index, Arguments arguments) =>
        index < arguments.Positional.Count ? arguments.Positional[index]
        : arguments.Named.FirstOrDefault(a => a.Name == parameter.Name) is { } named ? named.Value
        : parameter.Default is null ? new UndefinedValue(parameter.Name)
        : run.EvaluateIn(scope, parameter.Default);
}
