using System.Text.Json;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Evaluator.Judges;

/// <summary>Schemas of the forms for instruction-following models, and how their replies are read.</summary>
public sealed class VerdictFormTests
{
    private static readonly IVerdictForm[] Forms = [new InstructionForm(), new CritiqueForm()];

    private static readonly JudgeCase Case = new() { Problem = "p", Steps = ["x"], FinalAnswer = "7", ReferenceAnswer = null };

    [Fact]
    public void Schemas_name_every_step_and_no_more()
    {
        var steps = JsonDocument.Parse(Forms[1].SchemaOf(Case).ShouldNotBeNull()).RootElement
            .GetProperty("properties").GetProperty("first_error_step").GetProperty("enum").EnumerateArray().Select(e => e.GetRawText());

        steps.ShouldBe(["null", "1", "2"]);
    }

    [Fact]
    public void Our_own_server_can_hold_a_reply_to_every_schema()
    {
        foreach (var schema in Forms.Select(f => f.SchemaOf(Case).ShouldNotBeNull()))
        {
            JsonSchemaGrammar.ToGbnf(schema).ShouldContain("transcription");
        }
    }

    [Theory]
    [InlineData("ok", null, true)]
    [InlineData("wrong", 1, true)]
    [InlineData("wrong", 2, false)]
    [InlineData("ok", 2, false)]
    public void Evidence_that_contradicts_the_verdict_makes_it_invalid(string first, int? step, bool isValid)
    {
        var reply = Critique(first, step, transcription: false);

        if (isValid)
        {
            Forms[1].Read(reply, Case).FirstErrorStep.ShouldBe(step);
        }
        else
        {
            Should.Throw<InvalidReplyException>(() => Forms[1].Read(reply, Case));
        }
    }

    [Fact]
    public void A_miscopied_number_is_a_flag_beside_the_type()
    {
        var located = Forms[1].Read(Critique("wrong", 1, transcription: true), Case);

        (located.Type, located.Transcription).ShouldBe((ErrorType.ConceptualMisunderstanding, true));
        Should.Throw<InvalidReplyException>(() => Forms[1].Read(Critique("ok", null, transcription: true), Case)).Message.ShouldContain("transcription is true");
    }

    [Fact]
    public void What_the_solution_takes_back_is_no_wrong_step_and_is_told()
    {
        var located = Forms[1].Read(Critique("corrected", null, transcription: false), Case);

        located.FirstErrorStep.ShouldBeNull();
        located.CorrectedSteps.ShouldBe([1]);
        located.Confidence.ShouldBe(0.5);
    }

    private static string Critique(string first, int? step, bool transcription)
    {
        var types = string.Join(", ", ErrorTypes.Asked.Select(t => $"\"{t.NameOf()}\": {(step is not null ? "true" : "false")}"));
        return $$"""
            {"steps": [{"check": "c", "verdict": "{{first}}"}, {"check": "c", "verdict": "ok"}],
            "first_error_step": {{step?.ToString() ?? "null"}}, "types": { {{types}} }, "transcription": {{(transcription ? "true" : "false")}}, "reason": "r", "confidence": 0.5}
            """;
    }
}
