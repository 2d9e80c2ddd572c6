using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class CsvRowsTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Quoted_fields_hold_separators_quotes_and_line_ends()
    {
        var data = await _data.ReadAsync("own.csv", "problem,answer,level\n\"What is \"\"x\"\",\nif x = 1?\",1,3\nq,\"(1, 2)\",4\n");

        data.Problems.Select(p => p.Text).ShouldBe(["What is \"x\",\nif x = 1?", "q"]);
        data.Problems.Select(p => p.Answer).ShouldBe(["1", "(1, 2)"]);
        data.Problems.Select(p => p.Level).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Columns_go_by_other_names_where_a_map_says_so()
    {
        var path = _data.Write("own.tsv", "frage\tloesung\np\t7\n");

        var data = await DatasetReader.ReadAsync(path, FieldMap.Parse("problem=frage,answer=loesung"), CancellationToken.None);

        data.Problems.ShouldHaveSingleItem().Answer.ShouldBe("7");
    }

    [Fact]
    public async Task A_row_of_other_columns_is_named_by_its_line()
    {
        var reading = await _data.ScanAsync("own.csv", "problem,answer\n\"p\nq\",1\nr\ns,3\n");

        reading.Faults.Kept.ShouldHaveSingleItem().ToString().ShouldBe("own.csv:4: 1 columns; the header has 2");
        reading.Problems.Select(p => p.Answer).ShouldBe(["1", "3"]);
    }

    [Fact]
    public async Task A_quote_that_never_closes_swallows_nothing_silently() =>
        (await _data.ScanAsync("own.csv", "problem,answer\np,\"1\nq,2\nr,3\n")).Faults.Kept.ShouldHaveSingleItem()
            .ToString().ShouldBe("own.csv:2: a quoted field is not closed");

    [Fact]
    public async Task Two_columns_of_one_name_are_refused() =>
        (await Should.ThrowAsync<DatasetException>(_data.ScanAsync("own.csv", "problem,problem\np,q\n"))).Message.ShouldStartWith("own.csv: no readable file");
}
