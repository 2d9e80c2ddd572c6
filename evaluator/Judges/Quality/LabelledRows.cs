using System.Text.Json;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>Reads labelled solutions: rows of ProcessBench (label) or of MiniMATH's form (first_error_step, error_type).</summary>
internal static class LabelledRows
{
    private const int LongestLine = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <exception cref="DatasetException">Not there, or a row of neither form; names line and field.</exception>
    public static async Task<IReadOnlyList<LabelledCase>> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new DatasetException($"{path}: there is no such file");
        }

        var cases = new List<LabelledCase>();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                cases.Add(Parse(line, $"{Path.GetFileName(path)}:{number}"));
            }
        }

        return cases.Count > 0 ? cases : throw new DatasetException($"{path}: no rows");
    }

    /// <summary>Parses one row.</summary>
    /// <param name="line">A JSON object.</param>
    /// <param name="place">File and line, for messages and for rows without a name.</param>
    public static LabelledCase Parse(string line, string place)
    {
        if (line.Length > LongestLine)
        {
            throw new DatasetException($"{place}: {line.Length} characters; at most {LongestLine} a row are read");
        }

        try
        {
            using var document = JsonDocument.Parse(line, Options);
            return CaseOf(new LabelledRow(document.RootElement, place), place);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DatasetException($"{place}: no valid JSON object: {e.Message}", e);
        }
    }

    private static LabelledCase CaseOf(LabelledRow row, string place)
    {
        var convention = row.Has("label") ? LabelConvention.FromZero : LabelConvention.FromOne;
        var label = row.Number(convention == LabelConvention.FromZero ? "label" : "first_error_step");
        var step = convention == LabelConvention.FromZero ? label + 1 : label;
        var judged = new JudgeCase
        {
            Problem = row.Text("problem") ?? throw new DatasetException($"{place}: no field problem"),
            Steps = row.Steps(),
            FinalAnswer = row.Text("final_answer"),
            ReferenceAnswer = row.Text("answer"),
            ReferenceSteps = row.Text("solution") is { } solution ? [.. StepParser.Parse(solution).Steps.Select(s => s.Text)] : null,
            IsMiniMath = row.Has("family"),
        };
        return new LabelledCase
        {
            Id = row.Text("id") ?? row.Text("unique_id") ?? place,
            Case = judged,
            Step = step == 0 ? null : step > 0 && step <= judged.JudgedSteps ? step
                : throw new DatasetException($"{place}: the first wrong step is {label}; the solution has {judged.JudgedSteps} steps"),
            Type = TypeOf(row.Text("error_type"), place),
            Convention = convention,
        };
    }

    private static ErrorType? TypeOf(string? name, string place) => name is null ? null
        : ErrorTypes.Find(name) ?? throw new DatasetException($"{place}: error_type is {name}");
}

/// <summary>Fields of one row.</summary>
internal readonly struct LabelledRow(JsonElement row, string place)
{
    private readonly JsonElement _row = row;
    private readonly string _place = place;

    public bool Has(string name) => _row.TryGetProperty(name, out _);

    public string? Text(string name) => !_row.TryGetProperty(name, out var field) || field.ValueKind == JsonValueKind.Null ? null
        : field.ValueKind == JsonValueKind.String ? field.GetString()
        : throw new DatasetException($"{_place}: {name} is a JSON {field.ValueKind}, not a text");

    public int Number(string name) => _row.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Number && field.TryGetInt32(out var number)
        ? number
        : throw new DatasetException($"{_place}: no whole number {name}; rows have label (ProcessBench) or first_error_step (MiniMATH)");

    public IReadOnlyList<string> Steps()
    {
        if (!_row.TryGetProperty("steps", out var steps) || steps.ValueKind != JsonValueKind.Array)
        {
            throw new DatasetException($"{_place}: no array steps");
        }

        return [.. steps.EnumerateArray().Select(s => s.GetString() ?? "")];
    }
}
