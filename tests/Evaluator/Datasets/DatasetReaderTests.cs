using Parquet.Serialization;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class DatasetReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-data-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task MiniMATH_is_known_by_its_rows()
    {
        var data = await DatasetReader.ReadAsync(Repository.PathOf("models", "minimath", "minimath_test.jsonl"), null, CancellationToken.None);

        data.IsMiniMath.ShouldBeTrue();
        data.Problems.Count.ShouldBe(2160);
        data.Problems[0].Subject.ShouldBe("Prealgebra");
        data.Sha256.Length.ShouldBe(64);
    }

    [Fact]
    public async Task An_answer_is_derived_from_the_last_box_and_levels_are_read()
    {
        var data = await ReadAsync("own.jsonl", """
            {"problem": "p", "solution": "So $\\boxed{1}$, no: $\\boxed{\\frac{1}{2}}$.", "type": "Algebra", "level": "Level 5"}
            {"problem": "q", "answer": "2", "level": "Level ?", "type": "Geometry"}
            """);

        data.Problems.Select(p => p.Answer).ShouldBe(["\\frac{1}{2}", "2"]);
        data.Problems.Select(p => p.Level).ShouldBe([5, null]);
        data.IsMiniMath.ShouldBeFalse();
    }

    [Fact]
    public async Task Gsm8k_keeps_its_solution_apart_from_its_answer()
    {
        var problem = (await ReadAsync("gsm.jsonl", """{"question": "How many?", "answer": "2+2=4\n#### 1,004"}""")).Problems.ShouldHaveSingleItem();

        problem.Text.ShouldBe("How many?");
        problem.Answer.ShouldBe("1,004");
        problem.Solution.ShouldBe("2+2=4");
    }

    [Fact]
    public async Task Fields_go_by_other_names_where_a_map_says_so()
    {
        File.WriteAllText(PathOf("own.jsonl"), """{"frage": "p", "loesung": "7"}""");

        var data = await DatasetReader.ReadAsync(PathOf("own.jsonl"), FieldMap.Parse("problem=frage,answer=loesung"), CancellationToken.None);

        data.Problems.ShouldHaveSingleItem().Answer.ShouldBe("7");
        Should.Throw<DatasetException>(() => FieldMap.Parse("text=frage")).Message.ShouldContain("ROLE one of problem, answer");
    }

    [Fact]
    public async Task Folders_hold_one_file_a_problem()
    {
        Directory.CreateDirectory(PathOf("math/algebra"));
        File.WriteAllText(PathOf("math/algebra/1.json"), """{"problem": "p", "level": "Level 2", "type": "Algebra", "solution": "\\boxed 2"}""");

        var problem = (await DatasetReader.ReadAsync(PathOf("math"), null, CancellationToken.None)).Problems.ShouldHaveSingleItem();

        problem.Id.ShouldBe("algebra/1.json");
        problem.Answer.ShouldBe("2");
    }

    [Fact]
    public async Task Parquet_is_read_by_columns()
    {
        await ParquetSerializer.SerializeAsync([new Row { problem = "p", answer = "1", level = 3 }, new Row { problem = "q", answer = "2", level = 4 }], PathOf("d.parquet"));

        var data = await DatasetReader.ReadAsync(PathOf("d.parquet"), null, CancellationToken.None);

        data.Problems.Select(p => p.Answer).ShouldBe(["1", "2"]);
        data.Problems.Select(p => p.Level).ShouldBe([3, 4]);
    }

    [Theory]
    [InlineData("{\"answer\": \"1\"}", "bad.jsonl:1: no field problem or question")]
    [InlineData("{\"problem\": \"p\"}", "bad.jsonl:1: no answer")]
    [InlineData("{\"problem\": \"p\", \"answer\": \"1\", \"level\": 9}", "level is 9")]
    [InlineData("{\"problem\":", "bad.jsonl:1: no valid JSON")]
    [InlineData("[1]", "not an object")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]", "no valid JSON")]
    [InlineData("", "no problem in it")]
    public async Task A_malformed_row_is_named(string line, string message) =>
        (await Should.ThrowAsync<DatasetException>(ReadAsync("bad.jsonl", line))).Message.ShouldContain(message);

    [Fact]
    public async Task Repeated_ids_are_an_error() => (await Should.ThrowAsync<DatasetException>(
        ReadAsync("bad.jsonl", """
            {"id": "a", "problem": "p", "answer": "1"}
            {"id": "a", "problem": "q", "answer": "2"}
            """))).Message.ShouldContain("2 rows have the id a");

    [Fact]
    public async Task A_sample_keeps_the_shares_and_is_the_same_again()
    {
        var data = await DatasetReader.ReadAsync(Repository.PathOf("models", "minimath", "minimath_test.jsonl"), null, CancellationToken.None);

        var sample = StratifiedSample.Take(data.Problems, 216, seed: 7);

        sample.Count.ShouldBe(216);
        sample.ShouldBe(StratifiedSample.Take(data.Problems, 216, seed: 7));
        sample.ShouldNotBe(StratifiedSample.Take(data.Problems, 216, seed: 8));
        foreach (var cell in data.Problems.GroupBy(p => (p.Subject, p.Level)))
        {
            ((double)sample.Count(p => (p.Subject, p.Level) == cell.Key)).ShouldBe(cell.Count() / 10.0, 1.0);
        }
    }

    private async Task<Dataset> ReadAsync(string name, string text)
    {
        await File.WriteAllTextAsync(PathOf(name), text);
        return await DatasetReader.ReadAsync(PathOf(name), null, CancellationToken.None);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private sealed class Row
    {
        public string? problem { get; set; }

        public string? answer { get; set; }

        public int level { get; set; }
    }
}
