using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class LabelReaderTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public async Task Labels_count_from_one_and_none_is_absent(int label, int? expected)
    {
        var path = _data.Write("pb.jsonl", $$"""{"id": "a", "generator": "g", "problem": "p", "steps": ["s", "t"], "final_answer_correct": false, "label": {{label}}}""");

        var solution = (await DatasetReader.ReadLabelledAsync(path, CancellationToken.None)).ShouldHaveSingleItem();

        solution.FirstWrongStep.ShouldBe(expected);
        solution.Steps.ShouldBe(["s", "t"]);
        solution.CountsFromOne.ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"label\": 2", "label is 2; allowed is -1 for none, or 0 to 1 for 2 steps")]
    [InlineData("\"label\": -2", "label is -2")]
    [InlineData("\"label\": null", "label is missing")]
    [InlineData("\"first_error_step\": 4, \"final_answer\": \"5\"", "first_error_step is 4; allowed is 0 for none, or 1 to 3 for 3 steps")]
    [InlineData("\"first_error_step\": -1", "first_error_step is -1")]
    public async Task A_malformed_label_is_named(string fields, string message)
    {
        var path = _data.Write("pb.jsonl", $$"""{"problem": "p", "steps": ["s", "t"], {{fields}}}""");

        (await Should.ThrowAsync<DatasetException>(DatasetReader.ReadLabelledAsync(path, CancellationToken.None))).Message.ShouldContain($"pb.jsonl:1: {message}");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, 3)]
    public async Task MiniMATHs_rows_count_from_one_and_know_answer_solution_and_type(int label, int? expected)
    {
        var path = _data.Write("judged.jsonl", $$"""
            {"unique_id": "m", "family": "f", "problem": "p", "solution": "r", "answer": "4", "steps": ["s", "t"], "final_answer": "5",
            "first_error_step": {{label}}, "error_type": "computational_error"}
            """.ReplaceLineEndings(" "));

        var solution = (await DatasetReader.ReadLabelledAsync(path, CancellationToken.None)).ShouldHaveSingleItem();

        solution.FirstWrongStep.ShouldBe(expected);
        (solution.Id, solution.Answer, solution.Solution, solution.FinalAnswer, solution.ErrorType).ShouldBe(("m", "4", "r", "5", "computational_error"));
        (solution.CountsFromOne, solution.IsMiniMath).ShouldBe((true, true));
    }

    [Fact]
    public async Task Labelled_solutions_are_no_problems_and_problems_no_labelled_solutions()
    {
        var labelled = _data.Write("pb.jsonl", """{"problem": "p", "steps": ["s"], "label": -1}""");
        var problems = _data.Write("own.jsonl", """{"problem": "p", "answer": "1"}""");

        (await Should.ThrowAsync<DatasetException>(DatasetReader.ReadAsync(labelled, null, CancellationToken.None))).Message.ShouldContain("no problems");
        (await Should.ThrowAsync<DatasetException>(DatasetReader.ReadLabelledAsync(problems, CancellationToken.None))).Message.ShouldContain("no labelled");
    }
}
