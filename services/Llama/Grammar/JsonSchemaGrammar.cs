using System.Text;
using System.Text.Json;
using QuantGrpc.Llama.Grammar.Schemas;

namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// Turns a JSON schema into a grammar whose texts are JSON values that satisfy it. A part of draft 2020-12 is understood, and
/// every other keyword is refused by name. The text is compact: one space may stand after ':' and ','. Properties come in the
/// schema's order, additional ones after them, their names without escapes; integers have at most 18 digits.
/// </summary>
public static class JsonSchemaGrammar
{
    private const int MaxSchemaBytes = 64 * 1024;
    private const int MaxNesting = 64;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxNesting, AllowDuplicateProperties = false };

    /// <summary>Writes the grammar of a schema.</summary>
    /// <param name="schemaJson">The schema: at most 64 KiB, 64 deep, no key twice.</param>
    /// <returns>The grammar's source. It may be longer than <see cref="Gbnf.Parse(string)"/> takes: see <see cref="Parse"/>.</returns>
    /// <exception cref="GrammarException">The schema is refused; the message names the pointer and the keyword.</exception>
    public static string ToGbnf(string schemaJson)
    {
        var text = Write(schemaJson);
        Check(text);
        return text;
    }

    /// <summary>The grammar of a schema, compiled.</summary>
    /// <exception cref="GrammarException">The schema is refused; the message names the pointer and the keyword.</exception>
    public static Gbnf Parse(string schemaJson) => Check(Write(schemaJson));

    private static Gbnf Check(string text)
    {
        try
        {
            return Gbnf.Parse(text, maxBytes: 4 * RuleWriter.MaxLength);
        }
        catch (GrammarException e)
        {
            throw new GrammarException($"JSON schema at #: its grammar is refused: {e.Message}");
        }
    }

    private static string Write(string schemaJson)
    {
        if (schemaJson.Length > MaxSchemaBytes || Encoding.UTF8.GetByteCount(schemaJson) > MaxSchemaBytes)
        {
            throw new GrammarException($"JSON schema at #: longer than {MaxSchemaBytes} bytes");
        }

        using var document = Read(schemaJson);
        return Write(new SchemaPlace(document.RootElement));
    }

    private static JsonDocument Read(string schemaJson)
    {
        try
        {
            var document = JsonDocument.Parse(schemaJson, Strict);
            ReadStrings(document.RootElement);
            return document;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // Invalid JSON; the last two are halves of surrogate pairs, raw and escaped.
            throw new GrammarException($"JSON schema at #: not JSON, deeper than {MaxNesting}, or with a key twice: {e.Message}");
        }
    }

    // A string is decoded when it is asked for: afterwards none can fail.
    private static void ReadStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    ReadStrings(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadStrings(member.Value);
                }

                break;
        }
    }

    private static string Write(SchemaPlace root)
    {
        var reader = new SchemaReader(root);
        var definitions = reader.Read();
        EndingCheck.Run(definitions);
        foreach (var union in reader.Exclusive)
        {
            ExclusiveCheck.Run(union);
        }

        var rules = new RuleWriter();
        new ShapeWriter(rules).WriteFrom(definitions[0]);
        return rules.ToString();
    }
}
