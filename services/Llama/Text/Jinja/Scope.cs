using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>Variables of the template, of one pass of a loop, or of one macro call.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Value> _variables = new(StringComparer.Ordinal);

    public Value? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._variables.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    public void Set(string name, Value value) => _variables[name] = value;

    private Scope? Outer => outer;
}
