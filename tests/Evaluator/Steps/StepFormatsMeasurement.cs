using System.Text.Json;
using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Tests.Evaluator.Steps;

/// <summary>Measures the parser on labelled layouts that are not part of this repository.</summary>
public sealed class StepFormatsMeasurement(ITestOutputHelper output)
{
    [Fact]
    public void Labelled_layouts_are_split_as_labelled()
    {
        var folder = Environment.GetEnvironmentVariable("QUANTGRPC_DATA");
        Assert.SkipWhen(folder is null, "QUANTGRPC_DATA names no folder with step_formats_dev.jsonl");
        var rows = File.ReadLines(Path.Combine(folder, "step_formats_dev.jsonl")).Select(static l => JsonDocument.Parse(l).RootElement).ToList();
        var missed = rows.Where(static r => !Agrees(r)).Select(static r => r.GetProperty("id").GetString()).ToList();
        output.WriteLine($"{rows.Count - missed.Count} of {rows.Count}; missed: {string.Join(' ', missed)}");
        missed.Count.ShouldBeLessThanOrEqualTo(1);
    }

    private static bool Agrees(JsonElement row)
    {
        var parsed = StepParser.Parse(row.GetProperty("text").GetString() ?? "");
        var steps = parsed.Steps.Select(static s => s.Text).Concat(parsed.Closing is null ? [] : [parsed.Closing]).Select(Collapse).ToList();
        var accepted = row.TryGetProperty("accept_also", out var also) && also.ValueKind == JsonValueKind.Array ? also.EnumerateArray().ToList() : [];
        return accepted.Append(row.GetProperty("steps"))
            .Any(a => a.EnumerateArray().Select(static s => Collapse(s.GetString() ?? "")).SequenceEqual(steps));
    }

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
