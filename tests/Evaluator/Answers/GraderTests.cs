using System.Diagnostics;
using System.Text.Json;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Answers;

public sealed class GraderTests
{
    [Theory]
    [InlineData("\\frac{1}{2}", "0.5")]
    [InlineData("\\frac12", "\\dfrac{2}{4}")]
    [InlineData("3\\frac{1}{2}", "\\frac{7}{2}")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("50\\%", "50")]
    [InlineData("90^\\circ", "90")]
    [InlineData("5 \\text{ cm}", "5")]
    [InlineData("\\$3.50", "3.5")]
    [InlineData("5", "x = 5")]
    [InlineData("x = 5", "5")]
    [InlineData("\\sqrt{12}", "2\\sqrt{3}")]
    [InlineData("\\frac{1}{\\sqrt{3}}", "\\frac{\\sqrt{3}}{3}")]
    [InlineData("\\sqrt{2}\\sqrt{3}", "\\sqrt{6}")]
    [InlineData("x^2+2x+1", "1 + 2x + x^2")]
    [InlineData("(x+1)^2", "x^2+2x+1")]
    [InlineData("y = 2x + 3", "2x - y + 3 = 0")]
    [InlineData("(1, 2)", "(1,2)")]
    [InlineData("\\{1,2,3\\}", "\\{3, 1, 2\\}")]
    [InlineData("2, 3", "3, 2")]
    [InlineData("\\text{Even}", "even")]
    [InlineData("2\\pi", "\\pi \\cdot 2")]
    [InlineData("2^{10}", "1024")]
    [InlineData("\\begin{pmatrix} 7 \\\\ -2 \\end{pmatrix}", "\\begin{pmatrix}7\\\\-2\\end{pmatrix}")]
    [InlineData("\\begin{pmatrix} \\frac12 & 1 \\\\ 0 & 2 \\end{pmatrix}", "\\begin{bmatrix} 0.5 & 1 \\\\ 0 & 2 \\end{bmatrix}")]
    public void The_same_value_in_another_spelling_is_equivalent(string gold, string answer) =>
        Grader.Grade(gold, answer).Verdict.ShouldBe(GradeVerdict.Equivalent);

    [Theory]
    [InlineData("\\frac{1}{2}", "\\frac{1}{3}")]
    [InlineData("0.333", "\\frac{1}{3}")]
    [InlineData("5", "-5")]
    [InlineData("(1, 2)", "(2, 1)")]
    [InlineData("(1, 2)", "[1, 2]")]
    [InlineData("\\{1,2\\}", "\\{1,2,2\\}")]
    [InlineData("2, 3", "2")]
    [InlineData("x^2", "x^3")]
    [InlineData("\\sqrt{2}", "1.41421356")]
    [InlineData("\\text{even}", "odd")]
    [InlineData("y = 2x", "y = 3x")]
    [InlineData("\\begin{pmatrix} 7 \\\\ -2 \\end{pmatrix}", "\\begin{pmatrix} -2 \\\\ 7 \\end{pmatrix}")]
    public void Another_value_is_not_equivalent(string gold, string answer) =>
        Grader.Grade(gold, answer).Verdict.ShouldBe(GradeVerdict.NotEquivalent);

    [Theory]
    [InlineData("\\frac{1}{2004!}", "\\frac{1}{2006!}")]
    [InlineData("2021", "\\pm 2021")]
    [InlineData("2^{1000000000}", "2^{1000000001}")]
    [InlineData("\\sin 1", "\\sin 2")]
    [InlineData("\\frac{1}{0}", "7")]
    public void What_is_beyond_the_grader_is_ungradable_with_a_reason(string gold, string answer)
    {
        var grade = Grader.Grade(gold, answer);

        grade.Verdict.ShouldBe(GradeVerdict.Ungradable);
        grade.Reason.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void No_answer_is_not_equivalent(string? answer) => Grader.Grade("5", answer).Rule.ShouldBe("no_answer");

    public static TheoryData<string> Hostile =>
    [
        new string('{', 10_000), new string('\\', 1 << 20), $"2{string.Concat(Enumerable.Repeat("^2", 500))}", "9^{999}^{999}",
        string.Concat(Enumerable.Repeat("\\sqrt{", 400)), string.Concat(Enumerable.Repeat("(x+y+z)", 60)), new string('9', 4000) + "^{900}", "\\frac{\\frac{\\frac",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_answers_cost_little_and_are_never_equivalent(string answer)
    {
        Grader.Grade("5", "6");
        var start = Stopwatch.GetTimestamp();

        Grader.Grade("5", answer).Verdict.ShouldNotBe(GradeVerdict.Equivalent);

        Stopwatch.GetElapsedTime(start).TotalMilliseconds.ShouldBeLessThan(500);
    }

    [Fact]
    public void Every_answer_of_MiniMATH_is_decided_as_its_text_says()
    {
        var outputs = File.ReadLines(Repository.PathOf("models", "minimath", "reference_outputs.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(row => row.GetProperty("unique_id").GetString() ?? "", row => row.GetProperty("output").GetString() ?? "");
        foreach (var row in File.ReadLines(Repository.PathOf("models", "minimath", "minimath_test.jsonl")).Select(line => JsonDocument.Parse(line).RootElement))
        {
            var gold = row.GetProperty("answer").GetString() ?? "";
            var answer = AnswerExtractor.Extract(outputs[row.GetProperty("unique_id").GetString() ?? ""])?.Text;
            var verdict = Grader.Grade(gold, answer).Verdict;

            verdict.ShouldNotBe(GradeVerdict.Ungradable, $"{gold} against {answer}");
            (answer == gold && verdict != GradeVerdict.Equivalent).ShouldBeFalse($"{gold} is not itself");
        }
    }
}
