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
    [InlineData("2 3/4", "2.75")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1{,}234", "1,\\!234")]
    [InlineData("0.\\overline{27}", "\\frac{3}{11}")]
    [InlineData("1.5 \\times 10^3", "1500")]
    [InlineData("\\text{five}", "5")]
    [InlineData("2^{10}", "1024")]
    [InlineData("\\frac{6!}{3!}", "120")]
    [InlineData("\\binom{10}{3}", "120")]
    [InlineData("\\lfloor -2.5 \\rfloor", "-3")]
    [InlineData("|{-3}|", "3")]
    [InlineData("\\frac{5}{3} \\approx 1.67", "\\frac{5}{3}")]
    public void The_same_number_in_another_spelling_is_equivalent(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("\\sqrt{12}", "2\\sqrt{3}")]
    [InlineData("\\frac{1}{\\sqrt{3}}", "\\frac{\\sqrt{3}}{3}")]
    [InlineData("\\sqrt{2}\\sqrt{3}", "\\sqrt{6}")]
    [InlineData("\\sqrt[3]{54}", "3\\sqrt[3]{2}")]
    [InlineData("8^{2/3}", "4")]
    [InlineData("(-8)^{1/3}", "-2")]
    [InlineData("\\frac{1}{\\sqrt{5}-2}", "2+\\sqrt{5}")]
    [InlineData("\\sqrt{3}+\\sqrt{5}", "\\sqrt{8+2\\sqrt{15}}")]
    [InlineData("1", "\\sqrt[3]{2+\\sqrt{5}} + \\sqrt[3]{2-\\sqrt{5}}")]
    [InlineData("\\sqrt{-9}", "3i")]
    [InlineData("\\frac{1}{1+i}", "\\frac{1-i}{2}")]
    [InlineData("\\frac{\\sqrt6+\\sqrt2}{4}", "\\cos 15^\\circ")]
    [InlineData("\\sin 20^\\circ", "\\cos(70^\\circ)")]
    [InlineData("\\tan\\frac{\\pi}{8}", "\\sqrt2-1")]
    [InlineData("e^{2\\pi i/3}", "-\\frac12+\\frac{\\sqrt3}{2}i")]
    [InlineData("\\log_2 8", "3")]
    [InlineData("\\ln 12", "2\\ln 2+\\ln 3")]
    [InlineData("2\\pi", "\\pi \\cdot 2")]
    public void Radicals_angles_and_constants_are_compared_exactly(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("x^2+2x+1", "1 + 2x + x^2")]
    [InlineData("(x+1)^2", "x^2+2x+1")]
    [InlineData("\\frac{x^2-1}{x-1}", "x+1")]
    [InlineData("\\frac{a}{b}+\\frac{c}{d}", "\\frac{ad+bc}{bd}")]
    [InlineData("6x\\sqrt{5x}", "\\sqrt{180x^3}")]
    [InlineData("\\sqrt{\\frac{1}{n}}", "\\frac{1}{\\sqrt{n}}")]
    [InlineData("\\sin 2x", "2\\sin x\\cos x")]
    [InlineData("\\sec x", "\\frac{1}{\\cos x}")]
    [InlineData("3^{n+2}", "9 \\cdot 3^n")]
    [InlineData("5 - f(x)", "-f(x)+5")]
    [InlineData("a_{1}+a_2", "a_2+a_1")]
    public void Expressions_are_compared_whatever_their_form(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("50\\%", "50")]
    [InlineData("50\\%", "0.5")]
    [InlineData("0.56 = 56\\%", "56 percent")]
    [InlineData("90^\\circ", "90")]
    [InlineData("90^\\circ", "\\frac{\\pi}{2}")]
    [InlineData("5 \\text{ cm}", "5")]
    [InlineData("2 \\text{ m}", "200\\text{ cm}")]
    [InlineData("12", "12 square feet")]
    [InlineData("\\$3.50", "3.5")]
    [InlineData("\\$0.75", "75 \\text{ cents}")]
    [InlineData("\\text{3:15 p.m.}", "3\\!:\\!15 \\text{ PM}")]
    [InlineData("2:3", "4:6")]
    [InlineData("1011_2", "1011")]
    [InlineData("1011_2", "13_8")]
    [InlineData("1A_{16}", "32_8")]
    public void Signs_and_units_are_understood(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("5", "x = 5")]
    [InlineData("x = 5", "5")]
    [InlineData("2x+1", "p(x) = 2x+1")]
    [InlineData("(0,2)", "C = (0,2)")]
    [InlineData("y = 2x + 3", "2x - y + 3 = 0")]
    [InlineData("x < 4", "-2x > -8")]
    [InlineData("x \\ge 2", "[2, \\infty)")]
    [InlineData("(-\\infty, 2)", "\\{x \\mid x < 2\\}")]
    [InlineData("\\begin{pmatrix} 7 \\\\ -2 \\end{pmatrix}", "\\langle 7, -2 \\rangle")]
    [InlineData("(-1, 3]", "-1 < x \\le 3")]
    [InlineData("(-\\infty,1)\\cup(1,\\infty)", "x \\ne 1")]
    [InlineData("[0,2]", "[0,1] \\cup [1,2]")]
    [InlineData("(-\\infty,\\infty)", "\\mathbb{R}")]
    [InlineData("3 \\pm \\sqrt{2}", "3-\\sqrt2, 3+\\sqrt2")]
    [InlineData("(1, \\pm 2)", "(1,-2), (1,2)")]
    [InlineData("a=1,b=2", "1, 2")]
    [InlineData("\\{1,2,3\\}", "\\{3, 1, 2\\}")]
    [InlineData("2, 3", "x = 3 \\text{ or } x = 2")]
    [InlineData("a=1,b=2;a=3,b=4", "a=3,b=4 \\text{ and } a=1,b=2")]
    [InlineData("\\begin{pmatrix} 7 \\\\ -2 \\end{pmatrix}", "-\\begin{pmatrix}-7\\\\2\\end{pmatrix}")]
    [InlineData("\\begin{pmatrix} \\frac12 & 1 \\\\ 0 & 2 \\end{pmatrix}", "\\frac{1}{2}\\begin{bmatrix} 1 & 2 \\\\ 0 & 4 \\end{bmatrix}")]
    public void Equations_sets_and_matrices_are_compared_by_meaning(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("\\text{Even}", "even")]
    [InlineData("\\text{ellipse}", "an ellipse")]
    [InlineData("\\text{(B)}", "B")]
    [InlineData("B", "\\textbf{(B)}\\ 25")]
    [InlineData("\\text{A, C}", "C, A")]
    [InlineData("\\text{March 3}", "march 3")]
    public void Words_are_compared_without_case_and_marks(string gold, string answer) => ShouldBe(GradeVerdict.Equivalent, gold, answer);

    [Theory]
    [InlineData("\\frac{1}{2}", "\\frac{1}{3}")]
    [InlineData("0.333", "\\frac{1}{3}")]
    [InlineData("5", "-5")]
    [InlineData("(1, 2)", "(2, 1)")]
    [InlineData("(\\{1\\}, \\{2, 3\\})", "(\\{2, 3\\}, \\{1\\})")]
    [InlineData("(1, 2)", "[1, 2]")]
    [InlineData("\\{1,2\\}", "\\{1,2,2\\}")]
    [InlineData("2, 3", "2")]
    [InlineData("x^2", "x^3")]
    [InlineData("\\sqrt{2}", "1.41421356")]
    [InlineData("\\sqrt{2}+\\sqrt{3}", "\\sqrt{5+2\\sqrt{6}}+10^{-50}")]
    [InlineData("\\frac{1}{2004!}", "\\frac{1}{2006!}")]
    [InlineData("2021", "\\pm 2021")]
    [InlineData("\\sin 1", "\\sin 2")]
    [InlineData("\\tan 15^\\circ", "\\tan 15")]
    [InlineData("\\text{even}", "odd")]
    [InlineData("\\text{(C)}", "(B) 25")]
    [InlineData("C", "(C)^2")]
    [InlineData("\\text{9 a.m.}", "9 p.m.")]
    [InlineData("12:00", "1:00")]
    [InlineData("5 \\text{ cents}", "\\$5")]
    [InlineData("1011_2", "11")]
    [InlineData("y = 2x", "y = 3x")]
    [InlineData("x < 4", "x > 4")]
    [InlineData("x < 4", "x \\le 4")]
    [InlineData("5", "5 = 6")]
    [InlineData("(-\\infty,\\infty)", "x > 1 \\text{ and } x < 3")]
    [InlineData("a=1,b=2;a=3,b=4", "a=1,b=4;a=3,b=2")]
    [InlineData("a=1,b=2", "2, 1")]
    [InlineData("(1, \\pm 2)", "(1,2,-2)")]
    [InlineData("3 \\text{ red}, 5 \\text{ blue}", "5 \\text{ red}, 3 \\text{ blue}")]
    [InlineData("\\begin{pmatrix} 7 \\\\ -2 \\end{pmatrix}", "\\begin{pmatrix} -2 \\\\ 7 \\end{pmatrix}")]
    public void Another_value_is_not_equivalent(string gold, string answer) => ShouldBe(GradeVerdict.NotEquivalent, gold, answer);

    [Theory]
    [InlineData("2^{1000000000}", "2^{1000000001}")]
    [InlineData("\\frac{1}{0}", "7")]
    [InlineData("12", "1 2")]
    [InlineData("3, -3", "\\pm 1 \\pm 2")]
    [InlineData("1", "\\cos(\\tan\\frac{x}{2})^2 + \\sin(\\frac{\\sin x}{1+\\cos x})^2")]
    [InlineData("7", "\\sum_{k=1}^{n} k")]
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

    [Fact]
    public void A_grade_shows_both_normal_forms_and_the_rule()
    {
        var grade = Grader.Grade("(x+1)^2", "x^2 + 1");

        grade.Rule.ShouldBe("scalar");
        grade.GoldNormal.ShouldBe("1 + 2*x + x^2");
        grade.AnswerNormal.ShouldBe("1 + x^2");
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

    private static void ShouldBe(GradeVerdict verdict, string gold, string answer)
    {
        var grade = Grader.Grade(gold, answer);
        grade.Verdict.ShouldBe(verdict, $"{grade.Rule}: {grade.GoldNormal} against {grade.AnswerNormal}; {grade.Reason}");
    }
}
