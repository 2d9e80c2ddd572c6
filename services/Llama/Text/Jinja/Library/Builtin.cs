using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>What a filter, test, method or function does with its input and arguments.</summary>
internal delegate Value BuiltinBody(Evaluation run, Value input, BoundArguments arguments);

/// <summary>A filter, test, method or function of the language.</summary>
/// <param name="Name">As templates write it.</param>
/// <param name="Parameters">Names, in order.</param>
/// <param name="Required">How many of them a call must give.</param>
/// <param name="Body">What it does.</param>
internal sealed record Builtin(string Name, IReadOnlyList<string> Parameters, int Required, BuiltinBody Body)
{
    public Builtin(string name, BuiltinBody body)
        : this(name, [], 0, body)
    {
    }

    public Value Call(Evaluation run, Value input, Arguments arguments)
    {
        if (arguments.Positional.Count > Parameters.Count)
        {
            throw run.Fail($"{Name} is given {arguments.Positional.Count} arguments; allowed: at most {Parameters.Count}");
        }

        var values = new Value?[Parameters.Count];
        for (var i = 0; i < arguments.Positional.Count; i++)
        {
            values[i] = arguments.Positional[i];
        }

        foreach (var named in arguments.Named)
        {
            values[IndexOf(run, named.Name)] = named.Value;
        }

        var missing = Array.FindIndex(values, 0, Required, value => value is null);
        return missing < 0
            ? Body(run, input, new BoundArguments(run, this, values))
            : throw run.Fail($"{Name} lacks its argument '{Parameters[missing]}'");
    }

    private int IndexOf(Evaluation run, string parameter)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i] == parameter)
            {
                return i;
            }
        }

        throw run.Fail($"{Name} has no argument '{parameter}' here");
    }
}

/// <summary>A builtin as a value: what its name stands for.</summary>
internal sealed record BuiltinFunction(Builtin Builtin) : CallableValue(Builtin.Name)
{
    public override Value Call(Evaluation run, Arguments arguments) => Builtin.Call(run, NoneValue.Instance, arguments);
}
