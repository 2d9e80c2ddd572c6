using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

/// <summary>Counts what the readers find in public sets that are not part of this repository.</summary>
public sealed class DatasetsMeasurement
{
    [Theory]
    [InlineData("math500.jsonl", "Math500", 500, 0)]
    [InlineData("math_test.jsonl", "Math", 5000, 0)]
    [InlineData("math_train.jsonl", "Math", 7498, 2)] // two solutions whose only box is empty
    [InlineData("processbench_dev.jsonl", "Labelled", 200, 0)]
    public async Task Public_sets_are_read_row_by_row(string name, string kind, int usable, int malformed)
    {
        var folder = Environment.GetEnvironmentVariable("QUANTGRPC_DATA");
        Assert.SkipWhen(folder is null, $"QUANTGRPC_DATA names no folder with {name}");

        var reading = await DatasetReader.ScanAsync(Path.Combine(folder, name), null, CancellationToken.None);

        reading.Kind.ToString().ShouldBe(kind);
        (reading.Problems.Count + reading.Labelled.Count).ShouldBe(usable);
        reading.Faults.Count.ShouldBe(malformed);
        reading.Problems.Count(p => p.AnswerIsDerived).ShouldBe(0);
    }
}
