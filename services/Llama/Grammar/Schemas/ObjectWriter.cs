namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>
/// Writes objects: declared properties in their order, then those that are only required, then additional ones. Two rules a
/// property: what may follow where nothing is written yet, and where something is.
/// </summary>
internal sealed class ObjectWriter(RuleWriter rules, ShapeWriter shapes)
{
    public string Write(ObjectShape shape)
    {
        var more = More(shape);
        var next = more is null ? string.Empty : rules.Rule($"(comma {more})*");
        var first = more is null ? null : rules.Rule($"{more} {next}");
        var mayBeEmpty = true;
        foreach (var property in shape.Named().Where(p => p.Value is not NeverShape).Reverse())
        {
            var pair = rules.Rule($"{ValueWriter.Quoted(property.Name)} colon {shapes.Write(property.Value)}");
            var isRequired = shape.Required.Contains(property.Name);
            var others = isRequired || first is null ? string.Empty : $" | {first}";
            first = rules.Rule($"{pair} {next}{others}");
            next = rules.Rule($"{(isRequired ? $"comma {pair}" : $"(comma {pair})?")} {next}");
            mayBeEmpty &= !isRequired;
        }

        return first is null ? "\"{\" \"}\"" : $"\"{{\" {first}{(mayBeEmpty ? "?" : string.Empty)} \"}}\"";
    }

    private string? More(ObjectShape shape)
    {
        if (shape.Additional is NeverShape)
        {
            return null;
        }

        var names = OtherNames.Write(rules, shape.Named().Select(p => p.Name));
        return rules.Rule($"\"\\\"\" {names} \"\\\"\" colon {shapes.Write(shape.Additional)}");
    }
}
