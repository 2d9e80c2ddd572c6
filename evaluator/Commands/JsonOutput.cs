using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantGrpc.Evaluator.Commands;

/// <summary>What <c>--json</c> writes: one object a line, names in snake case.</summary>
internal static class JsonOutput
{
    /// <summary>The output is read by programs, never placed in a page: mathematics stays readable.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes a line to standard output, past everything that a console would break or colour.</summary>
    public static void Write(object line) => Console.Out.WriteLine(JsonSerializer.Serialize(line, Options));
}
