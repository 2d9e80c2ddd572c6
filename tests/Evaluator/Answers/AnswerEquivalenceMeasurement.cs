using System.Diagnostics;
using System.Text.Json;
using QuantGrpc.Evaluator.Answers;

namespace QuantGrpc.Tests.Evaluator.Answers;

/// <summary>Measures extraction and grading on labelled pairs and MATH's answers, which are not part of this repository.</summary>
public sealed class AnswerEquivalenceMeasurement(ITestOutputHelper output)
{
    private const double LeastAgreement = 0.6;
    private const double LeastSelfEquivalence = 0.999;

    [Fact]
    public void Labelled_pairs_agree_and_none_is_called_equivalent_falsely()
    {
        var rows = Rows("answer_equivalence_dev.jsonl").Where(static r => Text(r, "scope") == "math" && !IsDisputed(r)).ToList();
        var wrong = new List<string>();
        var falseEquivalents = 0;
        foreach (var row in rows)
        {
            var expected = row.GetProperty("expected").GetBoolean();
            var gold = Answer(row, "gold", "gold_kind") ?? "";
            var prediction = Answer(row, "prediction", "kind");
            var grade = Grader.Grade(gold, prediction);
            if (grade.Verdict == GradeVerdict.Equivalent != expected || grade.Verdict == GradeVerdict.Ungradable)
            {
                falseEquivalents += expected ? 0 : grade.Verdict == GradeVerdict.Equivalent ? 1 : 0;
                wrong.Add($"{Text(row, "id")} {expected} {grade.Verdict} {grade.Rule} | {gold} | {prediction} | {grade.GoldNormal} | {grade.AnswerNormal} | {grade.Reason}");
            }
        }
        output.WriteLine($"{rows.Count - wrong.Count} of {rows.Count} agree; {falseEquivalents} false equivalents");
        output.WriteLine(string.Join('\n', wrong));
        falseEquivalents.ShouldBe(0);
        ((double)(rows.Count - wrong.Count) / rows.Count).ShouldBeGreaterThanOrEqualTo(LeastAgreement);
    }

    [Fact]
    public void Every_answer_of_MATH_is_equivalent_to_itself()
    {
        var golds = Rows("math_test.jsonl").Concat(Rows("math_train.jsonl")).Select(static r => Text(r, "answer")).ToList();
        var failed = golds.Where(static g => Grader.Grade(g, g).Verdict != GradeVerdict.Equivalent).ToList();
        var undecided = golds.Where(static g => Grader.Grade(g, "\\qquad 12345.678") is { Verdict: GradeVerdict.Ungradable }).ToList();
        output.WriteLine($"{golds.Count - failed.Count} of {golds.Count} equivalent to themselves; {undecided.Count} undecided against another number");
        output.WriteLine(string.Join('\n', failed.Concat(undecided)));
        ((double)(golds.Count - failed.Count) / golds.Count).ShouldBeGreaterThanOrEqualTo(LeastSelfEquivalence);
    }

    [Fact]
    public void Thousands_of_pairs_are_graded_a_second()
    {
        var golds = Rows("math_test.jsonl").Select(static r => Text(r, "answer")).ToList();
        Grader.Grade(golds[0], golds[1]);
        var start = Stopwatch.GetTimestamp();
        var decided = golds.Where((g, i) => Grader.Grade(g, golds[(i + 1) % golds.Count]).Verdict != GradeVerdict.Ungradable).Count();
        var rate = golds.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine($"{rate:F0} pairs/s, {decided} of {golds.Count} decided");
        rate.ShouldBeGreaterThan(1000);
    }

    private static string? Answer(JsonElement row, string field, string kind) =>
        Text(row, kind) == "text" ? AnswerExtractor.Extract(Text(row, field))?.Text : Text(row, field);

    private static bool IsDisputed(JsonElement row) => row.TryGetProperty("disputed", out var disputed) && disputed.ValueKind == JsonValueKind.True;

    private static string Text(JsonElement row, string field) => row.GetProperty(field).GetString() ?? "";

    private static IEnumerable<JsonElement> Rows(string name)
    {
        var folder = Environment.GetEnvironmentVariable("QUANTGRPC_DATA");
        Assert.SkipWhen(folder is null, $"QUANTGRPC_DATA names no folder with {name}");
        return File.ReadLines(Path.Combine(folder, name)).Select(static line => JsonDocument.Parse(line).RootElement);
    }
}
