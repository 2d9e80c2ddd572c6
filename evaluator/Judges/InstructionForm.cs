using System.Text.Json;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>The form for instruction-following models: definitions, each type yes or no, one sentence of reason.</summary>
internal sealed partial class InstructionForm : IVerdictForm
{
    public string Name => JudgePrompt.Instruction.Name;

    public int MaxReplyTokens => 512;

    public string PromptOf(JudgeCase judged)
    {
        var parts = new Dictionary<string, string>
        {
            ["problem"] = Harmless(judged.Problem),
            ["reference_answer"] = Harmless(judged.ReferenceAnswer ?? "(not known)"),
            ["solution"] = Numbered(judged.Steps, judged.FinalAnswer),
        };
        if (judged.ReferenceSteps is not { Count: > 0 } reference)
        {
            return JudgePrompt.Instruction.Render(parts);
        }

        parts["reference"] = Numbered(reference, judged.ReferenceAnswer);
        return JudgePrompt.InstructionWithReference.Render(parts);
    }

    public Located Read(string reply, JudgeCase judged)
    {
        var json = ReplyJson.Parse(reply);
        var number = json.Field("first_error_step", JsonValueKind.Number, JsonValueKind.Null);
        var step = number.ValueKind == JsonValueKind.Null ? (int?)null : number.Step(judged.JudgedSteps);
        var types = json.Field("types", JsonValueKind.Object);
        var holding = ErrorTypes.Asked
            .Where(type => types.Field(type.NameOf(), JsonValueKind.True, JsonValueKind.False).ValueKind == JsonValueKind.True).ToList();
        return step is null == (holding.Count == 0)
            ? new Located
            {
                FirstErrorStep = step,
                Type = holding.FirstOrDefault(),
                AllTypes = holding,
                Reason = json.Field("reason", JsonValueKind.String).GetString(),
            }
            : throw new InvalidReplyException($"first_error_step is {step?.ToString() ?? "null"} and {holding.Count} types hold");
    }

    private static string Numbered(IReadOnlyList<string> steps, string? answer)
    {
        IEnumerable<string> lines = answer is null ? steps : [.. steps, $"The answer is {answer}."];
        return string.Join('\n', lines.Select((text, i) => $"{i + 1}. {Harmless(text)}"));
    }

    // A line of data must not look like one of our own marks.
    private static string Harmless(string text) => Mark().Replace(text, "= = = = =");

    [GeneratedRegex("={5,}")]
    private static partial Regex Mark();
}
