using System.Text.Json;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>What keeps runs from being compared: all that differs besides their variants.</summary>
internal static class RunDifferences
{
    private const int LongestValue = 60;

    // What differs between imports by their nature.
    private static readonly string[] Provenance = ["Imported"];

    /// <summary>A line each; empty where the runs are comparable.</summary>
    /// <param name="first">The run that the other is held against.</param>
    /// <param name="other">Another run.</param>
    public static IReadOnlyList<string> Between(StudyRun first, StudyRun other) =>
        [.. Problems(first, other), .. Samples(first, other), .. Settings(first, other).Select(name => Line(first, other, name))];

    /// <summary>Names of the settings that differ.</summary>
    public static IReadOnlyList<string> Settings(StudyRun first, StudyRun other)
    {
        var (one, two) = (SettingsOf(first), SettingsOf(other));
        return [.. one.Keys.Union(two.Keys).Except(Provenance).Where(name => one.GetValueOrDefault(name) != two.GetValueOrDefault(name))];
    }

    /// <summary>Problems and samples that differ, a line each.</summary>
    public static IReadOnlyList<string> Cells(StudyRun first, StudyRun other) => [.. Problems(first, other), .. Samples(first, other)];

    private static IEnumerable<string> Problems(StudyRun first, StudyRun other)
    {
        var golds = first.Problems.ToDictionary(p => p.Hash, p => p.Answer);
        var missing = first.Problems.ExceptBy(other.Problems.Select(p => p.Hash), p => p.Hash).Select(p => p.ProblemId).ToList();
        var added = other.Problems.Where(p => !golds.ContainsKey(p.Hash)).Select(p => p.ProblemId).ToList();
        var regraded = other.Problems.Where(p => golds.TryGetValue(p.Hash, out var gold) && gold != p.Answer).Select(p => p.ProblemId).ToList();
        if (missing.Count + added.Count > 0)
        {
            yield return $"problems: {missing.Count} of {first.Run.Id} are not in {other.Run.Id}{Some(missing)}, {added.Count} the other way{Some(added)}";
        }

        if (regraded.Count > 0)
        {
            yield return $"reference answers: {regraded.Count} differ between {first.Run.Id} and {other.Run.Id}{Some(regraded)}";
        }
    }

    private static IEnumerable<string> Samples(StudyRun first, StudyRun other) => first.Run.Samples == other.Run.Samples
        ? []
        : [$"samples: {first.Run.Samples} a problem in {first.Run.Id}, {other.Run.Samples} in {other.Run.Id}"];

    private static string Line(StudyRun first, StudyRun other, string name) =>
        $"{name}: {Short(SettingsOf(first).GetValueOrDefault(name))} in {first.Run.Id}, {Short(SettingsOf(other).GetValueOrDefault(name))} in {other.Run.Id}";

    private static Dictionary<string, string> SettingsOf(StudyRun run)
    {
        using var json = JsonDocument.Parse(run.Run.SettingsJson);
        return json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetRawText());
    }

    private static string Some(List<string> ids) => ids.Count == 0 ? "" : $" ({string.Join(", ", ids.Take(3))}{(ids.Count > 3 ? ", ..." : "")})";

    private static string Short(string? value) => value switch
    {
        null => "the default",
        { Length: > LongestValue } => $"{value[..LongestValue]}...",
        _ => value,
    };
}

/// <summary>Runs that cannot be compared; the message lists all that differs.</summary>
internal sealed class IncomparableRunsException(string message) : Exception(message);
