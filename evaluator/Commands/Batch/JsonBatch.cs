using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Commands.Batch;

/// <summary>
/// Answers a file line by line: one JSON object in, one out, in order. What cannot be answered is a row with <c>error</c>, never a stop;
/// one line is held at a time.
/// </summary>
/// <param name="answer">Answers a row.</param>
internal sealed class JsonBatch(Func<BatchRow, object> answer)
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    // The output is read by programs, never placed in a page: mathematics stays readable.
    private static readonly JsonSerializerOptions Writing = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Answers all lines.</summary>
    /// <returns>How many rows were errors.</returns>
    public async Task<int> RunAsync(Stream input, TextWriter output, CancellationToken cancellation)
    {
        var errors = 0;
        await foreach (var line in LineReader.ReadAsync(input, cancellation))
        {
            if (line.Fault is null && string.IsNullOrWhiteSpace(line.Text))
            {
                continue;
            }

            var row = Answer(line);
            errors += row is BatchError ? 1 : 0;
            await output.WriteLineAsync(JsonSerializer.Serialize(row, Writing).AsMemory(), cancellation);
            await output.FlushAsync(cancellation); // whoever feeds a pipe may wait for each answer
        }

        return errors;
    }

    private object Answer(TextLine line)
    {
        if (line.Fault is { } fault)
        {
            return new BatchError(Id: null, line.Number, fault);
        }

        JsonElement? id = null;
        try
        {
            using var document = JsonDocument.Parse(line.Text, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return new BatchError(Id: null, line.Number, $"a JSON {document.RootElement.ValueKind}; an object is needed");
            }

            var row = new BatchRow(document.RootElement);
            id = row.Id();
            return answer(row);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or BatchRowException or RegexMatchTimeoutException)
        {
            return new BatchError(id, line.Number, e is JsonException or InvalidOperationException ? $"no valid JSON: {e.Message}" : e.Message);
        }
    }

    private sealed record BatchError(JsonElement? Id, int Line, string Error);
}
