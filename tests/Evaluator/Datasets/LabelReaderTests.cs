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
        solution.FinalAnswerCorrect.ShouldBe(false);
        solution.Generator.ShouldBe("g");
    }

    [Theory]
    [InlineData("\"label\": 2", "label is 2; allowed is -1 for none, or 0 to 1 for 2 steps")]
    [InlineData("\"label\": -2", "label is -2")]
    [InlineData("\"label\": null", "label is missing")]
    [InlineData("\"label\": 0, \"final_answer_correct\": 3", "final_answer_correct is 3")]
    public async Task A_malformed_label_is_named(string fields, string message)
    {
        var path = _data.Write("pb.jsonl", $$"""{"problem": "p", "steps": ["s", "t"], {{fields}}}""");

        (await Should.ThrowAsync<DatasetException>(DatasetReader.ReadLabelledAsync(path, CancellationToken.None))).Message.ShouldContain($"pb.jsonl:1: {message}");
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
