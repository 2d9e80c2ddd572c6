using System.Security.Cryptography;
using System.Text;
using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class DatasetFormsTests : IDisposable
{
    private readonly DataFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("\"073\"", "73")]
    [InlineData("204", "204")]
    [InlineData("\"0\"", "0")]
    [InlineData("\"33.0\"", "33")]
    public async Task An_answer_of_AIME_is_its_integer(string answer, string expected) =>
        (await _data.ReadAsync("aime_2024.jsonl", $$"""{"ID": "2024-I-1", "Problem": "p", "Answer": {{answer}}}""")).Problems
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Answer.ShouldBe(expected), p => p.Id.ShouldBe("2024-I-1"));

    [Theory]
    [InlineData("1000")]
    [InlineData("-1")]
    [InlineData("2.5")]
    [InlineData("x")]
    public async Task Another_answer_of_AIME_is_named(string answer) =>
        (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("AIME.jsonl", $$"""{"question": "p", "answer": "{{answer}}"}""")))
            .Message.ShouldBe($"AIME.jsonl:1: answer is {answer}; AIME's are integers of 000 to 999");

    [Fact]
    public async Task All_malformed_rows_are_named_and_beyond_a_bound_counted()
    {
        var rows = Enumerable.Range(0, 30).Select(i => i % 6 == 0 ? """{"problem": "p", "answer": "1"}""" : """{"problem": "p"}""");

        var message = (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("own.jsonl", string.Join('\n', rows)))).Message.Split('\n');

        message.Length.ShouldBe(21);
        message[0].ShouldStartWith("own.jsonl:2: no answer");
        message[5].ShouldStartWith("own.jsonl:8: no answer");
        message[^1].ShouldBe("and 5 more");
    }

    [Fact]
    public async Task An_empty_box_is_no_answer() =>
        (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("m.jsonl", """{"problem": "p", "solution": "There are $\\boxed{}$ primes.", "answer": ""}""")))
            .Message.ShouldStartWith("m.jsonl:1: no answer");

    [Fact]
    public async Task Rows_may_stand_in_one_array()
    {
        var data = await _data.ReadAsync("own.json", """
            [{"problem": "p", "answer": "1"},
             {"problem": "q", "answer": 2}]
            """);

        data.Problems.Select(p => p.Answer).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task An_item_of_an_array_that_is_no_object_hides_none_behind_it()
    {
        var reading = await _data.ScanAsync("own.json", """[1, {"problem": "p", "answer": "1"}, [], {"problem": "q", "answer": "2"}]""");

        reading.Problems.Select(p => p.Answer).ShouldBe(["1", "2"]);
        reading.Faults.Kept.Select(f => f.Place).ShouldBe(["own.json: item 1", "own.json: item 3"]);
    }

    [Fact]
    public async Task An_array_that_breaks_off_is_an_error() =>
        (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("own.json", """[{"problem": "p", "answer": "1"}, {"problem": """)))
            .Message.ShouldStartWith("own.json: no valid JSON");

    [Fact]
    public async Task A_field_that_stands_twice_is_an_error() =>
        (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("own.jsonl", """{"problem": "p", "answer": "1", "answer": "2"}""")))
            .Message.ShouldStartWith("own.jsonl:1: no valid JSON");

    [Fact]
    public async Task A_row_that_is_no_text_is_a_row_like_others()
    {
        File.WriteAllBytes(_data.PathOf("own.jsonl"), [.. "{\"problem\": \""u8, 0xFF, .. "\"}\n{\"problem\": \"\\ud800\"}\n{\"problem\": \"p\", \"answer\": \"1\"}"u8]);

        var reading = await DatasetReader.ScanAsync(_data.PathOf("own.jsonl"), null, CancellationToken.None);

        reading.Faults.Kept.Select(f => f.ToString()).ShouldBe(["own.jsonl:1: no valid UTF-8", reading.Faults.Kept[1].ToString()]);
        reading.Faults.Kept[1].ToString().ShouldStartWith("own.jsonl:2: problem: no valid Unicode");
        reading.Problems.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_folders_hash_is_that_of_its_files_hashes_in_order()
    {
        const string Row = """{"problem": "p", "level": "Level 2", "type": "Algebra", "solution": "\\boxed{2}"}""";
        _data.Write("math/b/2.json", Row);
        _data.Write("math/a/10.json", Row);
        var file = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Row)));

        var data = await DatasetReader.ReadAsync(_data.PathOf("math/"), null, CancellationToken.None);

        data.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file}  a/10.json\n{file}  b/2.json\n"))));
        data.Name.ShouldBe("math");
    }

    [Theory]
    [InlineData("math.jsonl", """{"problem": "p", "type": "Algebra", "level": "Level 1", "solution": "\\boxed{1}"}""", "Math")]
    [InlineData("gsm.jsonl", """{"question": "p", "answer": "1+1\n#### 2"}""", "Gsm8k")]
    [InlineData("aime.jsonl", """{"problem": "p", "answer": "2"}""", "Aime")]
    [InlineData("pb.jsonl", """{"problem": "p", "steps": ["a"], "label": -1}""", "Labelled")]
    [InlineData("mini.jsonl", """{"problem": "p", "family": "f", "answer": "2"}""", "MiniMath")]
    [InlineData("own.jsonl", """{"problem": "p", "answer": "2"}""", "Own")]
    public async Task A_kind_is_told_by_the_rows(string name, string row, string kind) =>
        (await _data.ScanAsync(name, row)).Kind.ToString().ShouldBe(kind);

    [Fact]
    public async Task A_row_of_GSM8K_without_its_mark_is_malformed() =>
        (await Should.ThrowAsync<DatasetException>(_data.ReadAsync("gsm.jsonl", """
            {"question": "p", "answer": "1\n#### 1"}
            {"question": "q", "answer": "2\n#### 2"}
            {"question": "r", "answer": "no mark"}
            """))).Message.ShouldBe("gsm.jsonl:3: answer has no last line \"#### ANSWER\"");
}
