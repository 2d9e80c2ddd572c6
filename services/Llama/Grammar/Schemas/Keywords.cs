namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>The keywords that are understood.</summary>
internal static class Keywords
{
    private static readonly HashSet<string> Annotations =
    [
        "title", "description", "$schema", "$id", "default", "examples", "$comment", "deprecated", "readOnly", "writeOnly",
    ];

    private static readonly HashSet<string> Combining = ["$ref", "allOf", "anyOf", "oneOf", "enum", "const", "type"];

    private static readonly HashSet<string> AtRoot = ["$defs", "definitions", "$id"];

    private static readonly Dictionary<string, JsonKinds> Typed = new()
    {
        ["properties"] = JsonKinds.Object, ["required"] = JsonKinds.Object, ["additionalProperties"] = JsonKinds.Object,
        ["items"] = JsonKinds.Array, ["prefixItems"] = JsonKinds.Array, ["minItems"] = JsonKinds.Array, ["maxItems"] = JsonKinds.Array,
        ["minLength"] = JsonKinds.String, ["maxLength"] = JsonKinds.String, ["pattern"] = JsonKinds.String, ["format"] = JsonKinds.String,
        ["minimum"] = JsonKinds.Number, ["maximum"] = JsonKinds.Number,
        ["exclusiveMinimum"] = JsonKinds.Number, ["exclusiveMaximum"] = JsonKinds.Number,
    };

    /// <summary>The kinds of values that a keyword speaks of: none where it speaks of all.</summary>
    public static JsonKinds KindsOf(string keyword) => Typed.GetValueOrDefault(keyword);

    /// <exception cref="GrammarException">The keyword is not understood, or not here.</exception>
    public static void Check(SchemaPlace keyword, bool atRoot)
    {
        var name = keyword.Name;
        if (AtRoot.Contains(name))
        {
            if (!atRoot)
            {
                throw keyword.Refuse("this keyword is understood at the root of the schema only");
            }
        }
        else if (!Annotations.Contains(name) && !Combining.Contains(name) && !Typed.ContainsKey(name))
        {
            throw keyword.Refuse(
                $"this keyword is not supported; supported are {string.Join(", ", Combining.Concat(Typed.Keys))}, $defs and annotations");
        }
    }
}
