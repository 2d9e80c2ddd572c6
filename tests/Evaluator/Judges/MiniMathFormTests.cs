using System.Text.Json;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Judges;

public sealed class MiniMathFormTests
{
    private static readonly JudgeCase Case = new()
    {
        Problem = "p", Steps = ["a", "b"], FinalAnswer = "20", ReferenceAnswer = "40", ReferenceSteps = ["a", "b", "c"], IsMiniMath = true,
    };

    [Fact]
    public void The_prompt_of_every_judged_row_is_rebuilt_byte_for_byte()
    {
        var rows = File.ReadLines(Repository.PathOf("models", "minimath", "minimath_judged.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();

        rows.Count.ShouldBe(1300);
        foreach (var row in rows)
        {
            new MiniMathForm().PromptOf(CaseOf(row)).ShouldBe(row.GetProperty("judge_prompt").GetString());
        }
    }

    [Fact]
    public void A_verdict_with_its_checks_is_read()
    {
        var located = Read("""{"checks":["S1: 20 R1: 20 ok","S2: 20 R2: 800 wrong"],"first_error_step":2,"error_type":"conceptual_misunderstanding"}""");

        located.FirstErrorStep.ShouldBe(2);
        located.Type.ShouldBe(ErrorType.ConceptualMisunderstanding);
    }

    [Fact]
    public void Step_zero_means_that_all_steps_hold() =>
        Read("""{"checks":["S1: a R1: a ok","S2: b R2: b ok","S3: 20 R3: 20 ok"],"first_error_step":0,"error_type":"none"}""").FirstErrorStep.ShouldBeNull();

    [Theory]
    [InlineData("""{"checks":["S1: 20 R1: 20 ok","S2: 20 R2: 800 ok"],"first_error_step":2,"error_type":"computational_error"}""")]
    [InlineData("""{"checks":["S1: 20 R1: 20 wrong","S2: 20 R2: 800 wrong"],"first_error_step":2,"error_type":"computational_error"}""")]
    [InlineData("""{"checks":["S2: 20 R2: 800 wrong"],"first_error_step":2,"error_type":"computational_error"}""")]
    [InlineData("""{"checks":["S1: 20 R1: 20 ok","S2: 20 R2: 800 wrong"],"first_error_step":2,"error_type":"none"}""")]
    [InlineData("""{"checks":["S1: 20 R1: 20 ok","S2: 20 R2: 800 wrong"],"first_error_step":2,"error_type":"bad_luck"}""")]
    [InlineData("""{"checks":[],"first_error_step":4,"error_type":"computational_error"}""")]
    [InlineData("""{"checks":[],"first_error_step":-1,"error_type":"computational_error"}""")]
    [InlineData("""{"first_error_step":0,"error_type":"none"}""")]
    public void Evidence_that_contradicts_the_verdict_makes_it_invalid(string reply) => Should.Throw<InvalidReplyException>(() => Read(reply));

    [Fact]
    public void Other_data_are_refused() =>
        Should.Throw<JudgeException>(() => new MiniMathForm().PromptOf(Case with { IsMiniMath = false })).Message.ShouldContain("prompt=instruction");

    private static Located Read(string reply) => new MiniMathForm().Read(reply, Case);

    private static JudgeCase CaseOf(JsonElement row)
    {
        string Text(string name) => row.GetProperty(name).GetString() ?? "";
        var parser = new StepParser();
        parser.Append(Text("solution"));
        return new JudgeCase
        {
            Problem = Text("problem"),
            Steps = [.. row.GetProperty("steps").EnumerateArray().Select(s => s.GetString() ?? "")],
            FinalAnswer = Text("final_answer"),
            ReferenceAnswer = Text("answer"),
            ReferenceSteps = [.. parser.Complete().Steps.Select(s => s.Text)],
            IsMiniMath = true,
        };
    }
}
