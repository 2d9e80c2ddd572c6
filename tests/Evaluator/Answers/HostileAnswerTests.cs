using System.Diagnostics;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Answers;

[Collection(nameof(BestTime))]
public sealed class HostileAnswerTests
{
    private const double MostMilliseconds = 50;
    private const long MostBytes = 10_000_000;

    // The quickest of a few: the machine may be busy with something else.
    private const int Attempts = 5;

    public static TheoryData<string, string> Answers => new()
    {
        { "5", new string('{', 10_000) },
        { "5", new string('(', 10_000) },
        { "5", new string('\\', 1 << 20) },
        { "5", $"2{Repeated("^2", 500)}" },
        { "5", "9^{999}^{999}" },
        { "5", "10^{10^9}" },
        { "2^{1000000000}", "2^{1000000001}" },
        { "5", Repeated("\\sqrt{", 400) },
        { "5", $"{Repeated("\\sqrt{2+", 25)}2{Repeated("}", 25)}" },
        { "5", Repeated("(x+y+z)", 60) },
        { "5", $"{new string('9', 4000)}^{{900}}" },
        { "5", $"\\sqrt{{{new string('7', 3000)}}}" },
        { "5", "\\frac{\\frac{\\frac" },
        { "5", $"{Repeated("\\frac{1}{x+", 40)}y{Repeated("}", 40)}" },
        { "\\frac{1}{2004!}", "\\frac{1}{2006!}" },
        { "5", $"3{new string('!', 20)}" },
        { "(x+1)^{400}", "(x+1)^{400}+1" },
        { "5", "(1+\\sqrt2+\\sqrt3+\\sqrt5+\\sqrt7)^{300}" },
        { "5", string.Join('+', Enumerable.Range(2, 200).Select(static i => $"\\sqrt[{(i % 90) + 2}]{{{i}}}")) },
        { Roots(400, 0), Roots(400, 1) },
        { "5", $"5 \\text{{km per km}}{Repeated("\\text{m}^{\\text{km}}", 400)}" },
        { "5", Repeated("1\\pm ", 300) + "1" },
        { "5", Repeated("\\text{", 1500) },
        { "5", Repeated("|", 1000) },
        { "5", $"{Repeated("[1,", 50)}{Repeated("]", 50)}" },
        { "5", Repeated("\\log ", 500) + "2" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Hostile_answers_cost_little_and_are_never_equivalent(string gold, string answer)
    {
        var quickest = double.MaxValue;
        for (var i = 0; i < Attempts; i++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var grade = Grader.Grade(gold, answer);
            quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(MostBytes);
            grade.Verdict.ShouldNotBe(GradeVerdict.Equivalent);
            (grade.Verdict == GradeVerdict.Ungradable).ShouldBe(grade.Reason is not null);
        }

        quickest.ShouldBeLessThan(MostMilliseconds);
    }

    [Theory]
    [InlineData("answer is ", 6000)]
    [InlineData("\\boxed{", 10_000)]
    [InlineData("\\boxed{1} and ", 5000)]
    [InlineData("\\(", 40_000)]
    [InlineData("\n", 70_000)]
    [InlineData("final ", 12_000)]
    [InlineData("answer is $$", 6000)]
    public void Hostile_texts_are_searched_quickly(string part, int times)
    {
        var text = Repeated(part, times);
        var quickest = Enumerable.Range(0, Attempts).Min(attempt =>
        {
            var start = Stopwatch.GetTimestamp();
            _ = AnswerExtractor.Extract(text);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        });

        quickest.ShouldBeLessThan(MostMilliseconds);
    }

    private static string Roots(int count, int add) => string.Join(',', Enumerable.Range(1, count).Select(i => $"\\sqrt{{{i}}}+{add}"));

    private static string Repeated(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
