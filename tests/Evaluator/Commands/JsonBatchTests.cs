using System.Text;
using System.Text.Json;
using QuantGrpc.Evaluator.Commands;
using QuantGrpc.Evaluator.Commands.Batch;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class JsonBatchTests
{
    [Fact]
    public async Task Solutions_become_steps_in_order_and_keep_their_ids()
    {
        var rows = await AnswerAsync(StepsRow.Of, """
            {"id": "b", "text": "Step 1: $1+1=2$.\nStep 2: Twice that is 4.\nThe answer is $\\boxed{4}$."}

            {"id": 7, "text": "Nothing"}
            """);

        rows.ShouldBe([
            """{"id":"b","steps":["$1+1=2$.","Twice that is 4.","The answer is $\\boxed{4}$."],"final_answer":"4"}""",
            """{"id":7,"steps":["Nothing"],"final_answer":null}""",
        ]);
    }

    [Theory]
    [InlineData("""{"id": 1}""", "text: missing")]
    [InlineData("""{"id": 1, "text": 3}""", "text: is a JSON Number")]
    [InlineData("""{"id": 1, "text": "\ud800"}""", "text: no valid Unicode")]
    [InlineData("""{"id": 1, "text": "a""", "no valid JSON")]
    [InlineData("""{"id": 1, "text": "a", "text": "b"}""", "no valid JSON")]
    [InlineData("""{"id": "\ud800", "text": "a"}""", "id: no valid Unicode")]
    [InlineData("""{"\ud800": 1, "text": "a"}""", "no valid JSON")]
    [InlineData("[1]", "a JSON Array; an object is needed")]
    public async Task A_malformed_line_is_a_row_and_the_next_is_answered(string line, string error)
    {
        var rows = await AnswerAsync(StepsRow.Of, line + "\n" + """{"id": 2, "text": "a"}""", errors: 1);

        var broken = JsonDocument.Parse(rows[0]).RootElement;
        broken.GetProperty("line").GetInt32().ShouldBe(1);
        broken.GetProperty("error").GetString().ShouldNotBeNull().ShouldStartWith(error);
        JsonDocument.Parse(rows[1]).RootElement.GetProperty("id").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_malformed_field_leaves_the_id_known() =>
        (await AnswerAsync(StepsRow.Of, """{"id": {"run": 1}, "text": null}""", errors: 1)).ShouldHaveSingleItem().ShouldStartWith("""{"id":{"run":1},""");

    [Theory]
    [InlineData("""{"id": 1, "gold": "\\frac12", "prediction": "0.5"}""", "equivalent")]
    [InlineData("""{"id": 1, "gold": "2", "prediction": "So $\\boxed{2}$.", "kind": "text"}""", "equivalent")]
    [InlineData("""{"id": 1, "gold": "So $\\boxed{2}$.", "prediction": "3", "kind": "pair", "gold_kind": "text"}""", "not_equivalent")]
    [InlineData("""{"id": 1, "gold": "2", "prediction": null}""", "not_equivalent")]
    [InlineData("""{"id": 1, "gold": "no answer here", "prediction": "3", "gold_kind": "text"}""", "ungradable")]
    [InlineData("""{"id": 1, "gold": "no answer here", "prediction": "no answer here", "gold_kind": "text"}""", "equivalent")]
    public async Task Pairs_and_texts_are_graded(string row, string verdict)
    {
        var grade = JsonDocument.Parse((await AnswerAsync(GradeRow.Of, row)).ShouldHaveSingleItem()).RootElement;

        grade.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "verdict", "rule", "gold_normal", "answer_normal", "reason"]);
        grade.GetProperty("verdict").GetString().ShouldBe(verdict);
    }

    [Fact]
    public async Task A_kind_that_is_none_is_named() =>
        (await AnswerAsync(GradeRow.Of, """{"id": 1, "gold": "1", "prediction": "1", "kind": "word"}""", errors: 1))
            .ShouldHaveSingleItem().ShouldContain("kind: is word; allowed is pair, text");

    [Fact]
    public void A_dash_is_standard_input_and_an_answer_may_begin_with_one() =>
        ArgumentForms.Of(["grade", "--gold", "-\\frac12", "--answer", "--text", "-"]).ShouldBe(["grade", "--gold=-\\frac12", "--answer", "--text", "stdin:"]);

    private static async Task<string[]> AnswerAsync(Func<BatchRow, object> answer, string lines, int errors = 0)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await using var output = new StringWriter { NewLine = "\n" };

        (await new JsonBatch(answer).RunAsync(input, output, CancellationToken.None)).ShouldBe(errors);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
