using System.Globalization;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>A row's texts as a problem, in any of the forms that MATH, MATH-500, GSM8K and MiniMATH come in.</summary>
internal sealed partial class RowReader(FieldMap fields)
{
    /// <summary>Reads a row.</summary>
    /// <param name="row">Field names and texts; numbers as text, null for JSON's null.</param>
    /// <param name="place">File and line, for messages.</param>
    /// <param name="defaultId">Id of a row that has none.</param>
    /// <exception cref="DatasetException">A field is missing, empty or malformed.</exception>
    public Problem Read(IReadOnlyDictionary<string, string?> row, string place, string defaultId)
    {
        var problem = Find(row, "problem") ?? throw Missing("problem", place);
        var solution = Find(row, "solution");
        var answer = Find(row, "answer");
        if (answer is not null && GsmAnswer().Match(answer) is { Success: true } gsm)
        {
            solution ??= answer[..gsm.Index].TrimEnd();
            answer = gsm.Groups["a"].Value.Trim();
        }

        answer ??= solution is null ? null : LastBox.Of(solution);
        return new Problem
        {
            Id = Find(row, "id") ?? defaultId,
            Text = problem,
            Answer = answer ?? throw new DatasetException(
                $"{place}: no answer: no field {string.Join(" or ", fields.NamesOf("answer"))}, and no box in a solution to derive it from"),
            Solution = solution,
            Subject = Find(row, "subject"),
            Level = LevelOf(Find(row, "level"), place),
        };
    }

    private string? Find(IReadOnlyDictionary<string, string?> row, string role) =>
        fields.NamesOf(role).Select(name => row.GetValueOrDefault(name)).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private DatasetException Missing(string role, string place) =>
        new($"{place}: no field {string.Join(" or ", fields.NamesOf(role))}; --fields {role}=FIELD names another");

    // "Level 5", "5"; "Level ?" stands in MATH for an unknown one.
    private static int? LevelOf(string? level, string place)
    {
        var text = level?.Replace("Level", "", StringComparison.Ordinal).Trim();
        return text is null or "?" ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 5 ? (int)value
            : throw new DatasetException($"{place}: level is {level}; allowed is 1 to 5, \"Level 1\" to \"Level 5\", or \"Level ?\"");
    }

    [GeneratedRegex(@"(?m)^####\s*(?<a>.+?)\s*\z")]
    private static partial Regex GsmAnswer();
}
