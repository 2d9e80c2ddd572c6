using System.Text.Json;
using QuantGrpc.Evaluator.Answers;

namespace QuantGrpc.Tests.Evaluator.Answers;

/// <summary>Measures extraction and grading on labelled pairs and MATH's answers, which are not part of this repository.</summary>
public sealed class AnswerEquivalenceMeasurement(ITestOutputHelper output)
{
    private const double LeastAgreement = 0.98;
    private const double LeastRespelled = 0.998;
    private const double MostUndecidedShare = 0.02;
    private const double MostUndecidedPerturbed = 0.02;

    // 2/3 = 0.67 loses its rounding, 1_7 is 1_8, and a unit's power is not looked at: not wrong, and no more than these.
    private const int MostEqualPerturbed = 15;

    [Fact]
    public void Labelled_pairs_agree_and_none_is_called_equivalent_falsely()
    {
        var rows = Rows("answer_equivalence_dev.jsonl").Where(static r => Text(r, "scope") == "math" && !IsDisputed(r)).ToList();
        var wrong = new List<string>();
        var falseEquivalents = 0;
        foreach (var row in rows)
        {
            var expected = row.GetProperty("expected").GetBoolean();
            var gold = Answer(row, "gold", "gold_kind") ?? Text(row, "gold");
            var prediction = Answer(row, "prediction", "kind");
            var grade = Grader.Grade(gold, prediction);
            if (grade.Verdict == GradeVerdict.Equivalent != expected || grade.Verdict == GradeVerdict.Ungradable)
            {
                falseEquivalents += !expected && grade.Verdict == GradeVerdict.Equivalent ? 1 : 0;
                wrong.Add($"{Text(row, "id")} {expected} {grade.Verdict} {grade.Rule} | {gold} | {prediction} | {grade.GoldNormal} | {grade.AnswerNormal} | {grade.Reason}");
            }
        }

        output.WriteLine($"{rows.Count - wrong.Count} of {rows.Count} agree; {falseEquivalents} false equivalents");
        output.WriteLine(string.Join('\n', wrong));
        falseEquivalents.ShouldBe(0);
        ((double)(rows.Count - wrong.Count) / rows.Count).ShouldBeGreaterThanOrEqualTo(LeastAgreement);
    }

    [Fact]
    public void Every_answer_of_MATH_is_itself_and_nearly_all_are_understood()
    {
        var golds = Golds();
        var failed = golds.Where(static g => Grader.Grade(g, g).Verdict != GradeVerdict.Equivalent).ToList();
        var undecided = golds.Where(static g => Grader.Grade(g, "12345.678") is { Verdict: not GradeVerdict.NotEquivalent }).ToList();
        output.WriteLine($"{golds.Count} answers; only text decides {undecided.Count}: {string.Join(" | ", undecided)}");
        failed.ShouldBeEmpty();
        ((double)undecided.Count / golds.Count).ShouldBeLessThan(MostUndecidedShare);
    }

    [Fact]
    public void Answers_of_MATH_are_equivalent_to_their_respelled_forms()
    {
        var golds = Golds();
        foreach (var respelling in Respelling.Same)
        {
            var cases = Pairs(golds, respelling);
            var wrong = cases.Where(static c => Grader.Grade(c.Gold, c.Answer).Verdict != GradeVerdict.Equivalent).ToList();
            output.WriteLine($"{respelling.Name}: {cases.Count - wrong.Count} of {cases.Count}; {string.Join("; ", wrong.Take(5))}");
            (cases.Count - wrong.Count).ShouldBeGreaterThanOrEqualTo((int)(cases.Count * LeastRespelled), respelling.Name);
        }
    }

    [Fact]
    public void Answers_of_MATH_are_not_equivalent_to_their_perturbed_forms()
    {
        var golds = Golds();
        var pairs = Respelling.Other.SelectMany(respelling => Pairs(golds, respelling)).ToList();
        var verdicts = pairs.ToLookup(static c => Grader.Grade(c.Gold, c.Answer).Verdict);
        output.WriteLine($"{pairs.Count} pairs; equivalent {string.Join("; ", verdicts[GradeVerdict.Equivalent])}");
        output.WriteLine($"ungradable {verdicts[GradeVerdict.Ungradable].Count()}: {string.Join("; ", verdicts[GradeVerdict.Ungradable].Take(20))}");
        verdicts[GradeVerdict.Equivalent].Count().ShouldBeLessThanOrEqualTo(MostEqualPerturbed);
        ((double)verdicts[GradeVerdict.Ungradable].Count() / pairs.Count).ShouldBeLessThan(MostUndecidedPerturbed);
    }

    private sealed record Pair(string Gold, string Answer);

    private static List<Pair> Pairs(List<string> golds, Respelling respelling) => [.. golds
        .Select(g => (Gold: g, Answer: respelling.Apply(g)))
        .Where(static p => p.Answer is not null && p.Answer != p.Gold)
        .Select(static p => new Pair(p.Gold, p.Answer!))];

    private static List<string> Golds() =>
        [.. Rows("math_test.jsonl").Concat(Rows("math_train.jsonl")).Select(static r => Text(r, "answer")).Where(static g => g.Length > 0)];

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
