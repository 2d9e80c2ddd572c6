using QuantGrpc.Evaluator.Commands.DataChecks;
using QuantGrpc.Tests.Evaluator.Datasets;
using Spectre.Console.Testing;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class DatasetCheckTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_clean_set_is_counted_by_subject_and_level()
    {
        var check = await CheckAsync("""
            {"problem": "p", "type": "Algebra", "level": "Level 1", "solution": "\\boxed{1}"}
            {"problem": "q", "type": "Algebra", "level": "Level 1", "solution": "\\boxed{1}", "answer": "1"}
            {"problem": "r", "type": "Geometry", "level": "Level ?", "solution": "\\boxed{1}"}
            """);

        check.Clean.ShouldBeTrue();
        check.Kind.ShouldBe("MATH");
        check.AnswersFromBoxes.ShouldBe(2);
        check.Cells.ShouldBe([new CheckedCell("Algebra", 1, 2), new CheckedCell("Geometry", null, 1)]);
    }

    [Theory]
    [InlineData("""{"id": "a", "problem": "p", "answer": "1"}""", """{"id": "a", "problem": "q", "answer": "1"}""", "duplicate: 2 rows have the id a")]
    [InlineData("""{"id": "a", "problem": "p", "answer": "1"}""", """{"id": "b", "problem": "p", "answer": "1"}""", "duplicate: 2 rows have the same problem: a, b")]
    [InlineData("""{"id": "a", "problem": "p", "answer": "1"}""", """{"id": "b", "problem": "q", "answer": " "}""", "malformed: d.jsonl:2: no answer")]
    public async Task What_is_not_clean_is_said(string first, string second, string line)
    {
        var check = await CheckAsync($"{first}\n{second}");
        using var console = new TestConsole();
        CheckView.Write(console, check);

        check.Clean.ShouldBeFalse();
        console.Output.ShouldContain(line);
        console.Output.ShouldContain("not clean");
    }

    [Fact]
    public async Task An_empty_file_is_not_clean() => (await CheckAsync("\n\n")).Clean.ShouldBeFalse();

    private async Task<DatasetCheck> CheckAsync(string rows) => DatasetCheck.Of(await _data.ScanAsync("d.jsonl", rows));
}
