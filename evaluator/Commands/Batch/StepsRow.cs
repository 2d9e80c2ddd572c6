using System.Text.Json;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Evaluator.Commands.Batch;

/// <summary>A solution's steps and final answer.</summary>
/// <param name="Id">The row's own.</param>
/// <param name="Steps">Without labels, the closing answer last where it stands apart.</param>
/// <param name="FinalAnswer">As it stands in the text; null where there is none.</param>
internal sealed record StepsRow(JsonElement? Id, IReadOnlyList<string> Steps, string? FinalAnswer)
{
    /// <summary>Splits the field <c>text</c>.</summary>
    public static StepsRow Of(BatchRow row)
    {
        var text = row.Text("text");
        var parsed = StepParser.Parse(text);
        var closing = parsed.Closing is { } last ? [last] : Array.Empty<string>();
        return new StepsRow(row.Id(), [.. parsed.Steps.Select(s => s.Text), .. closing], AnswerExtractor.Extract(text)?.Text);
    }
}
