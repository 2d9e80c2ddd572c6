using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

internal static class Printing
{
    /// <summary>A value as text. Lists and mappings have none: templates that want one write tojson.</summary>
    public static TextValue TextOf(Evaluation run, Value value) =>
        value.Printed ?? throw run.Fail($"{value.Kind} cannot be written as text here; allowed: | tojson, for lists and mappings");
}
