using System.Text.Json;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>The form that has every step checked in order before the verdict, and asks how sure the judge is.</summary>
internal sealed class CritiqueForm : IVerdictForm
{
    public string Name => JudgePrompt.Critique.Name;

    public int MaxReplyTokens => 2048;

    public string PromptOf(JudgeCase judged) => InstructionText.Fill(JudgePrompt.Critique, judged);

    public string? SchemaOf(JudgeCase judged) => VerdictSchema.Critique(judged.JudgedSteps);

    public Located Read(string reply, JudgeCase judged)
    {
        var json = ReplyJson.Parse(reply);
        var located = InstructionText.Read(json, judged);
        var steps = json.Field("steps", JsonValueKind.Array).EnumerateArray().Select(VerdictOf).ToList();
        Check(steps, located.FirstErrorStep, judged.JudgedSteps);
        var confidence = json.Field("confidence", JsonValueKind.Number).GetDouble();
        return confidence is >= 0 and <= 1
            ? located with { Confidence = confidence, CorrectedSteps = [.. Enumerable.Range(1, steps.Count).Where(n => steps[n - 1] == "corrected")] }
            : throw new InvalidReplyException($"confidence is {confidence}; allowed is 0 to 1");
    }

    private static string VerdictOf(JsonElement step) => step.ValueKind != JsonValueKind.Object
        ? throw new InvalidReplyException($"a step is a JSON {step.ValueKind}")
        : step.Field("verdict", JsonValueKind.String).GetString() is ("ok" or "wrong" or "corrected") and var verdict
            ? verdict
            : throw new InvalidReplyException("a step's verdict is none of ok, wrong, corrected");

    // "wrong" stands at the first wrong step alone, and the evidence reaches up to it.
    private static void Check(List<string> steps, int? wrong, int most)
    {
        var first = steps.IndexOf("wrong");
        if (steps.Count > most || steps.Count < (wrong ?? most) || (first < 0 ? null : first + 1) != wrong)
        {
            throw new InvalidReplyException($"{steps.Count} steps with the first \"wrong\" {(first < 0 ? "nowhere" : $"at {first + 1}")} for first_error_step {wrong?.ToString() ?? "null"} of {most}");
        }
    }
}
