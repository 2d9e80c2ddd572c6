using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>One JSON object a line.</summary>
internal sealed class JsonLines(TextWriter output)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, // a margin against no other token is infinite
    };

    public void Write(object line) => output.WriteLine(JsonSerializer.Serialize(line, Options));
}
