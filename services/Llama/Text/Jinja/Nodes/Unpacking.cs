using QuantGrpc.Llama.Text.Jinja.Library;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Nodes;

/// <summary>Sets one name to a value, or several to its elements.</summary>
internal static class Unpacking
{
    public static void Set(Evaluation run, Scope scope, IReadOnlyList<string> targets, Value value)
    {
        if (targets.Count == 1)
        {
            scope.Set(targets[0], value);
            return;
        }

        var elements = Sequences.Elements(run, value);
        if (elements.Count != targets.Count)
        {
            throw run.Fail($"{elements.Count} values for the {targets.Count} names {string.Join(", ", targets)}");
        }

        for (var i = 0; i < elements.Count; i++)
        {
            scope.Set(targets[i], elements[i]);
        }
    }
}
