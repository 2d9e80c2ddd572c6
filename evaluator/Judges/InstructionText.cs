using System.Text.Json;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>What the forms for instruction-following models share: data between marks, the types, and how both are read.</summary>
internal static partial class InstructionText
{
    /// <summary>The prompt with a case's parts, none of which can look like one of our own marks.</summary>
    public static string Fill(JudgePrompt prompt, JudgeCase judged) => prompt.Render(new Dictionary<string, string>
    {
        ["problem"] = Harmless(judged.Problem),
        ["known"] = Known(judged),
        ["solution"] = Numbered(judged.Steps, judged.FinalAnswer),
        ["types"] = JudgePrompt.Types,
    });

    /// <summary>Step, types, flag and reason of a reply; contradictions are refused.</summary>
    public static Located Read(JsonElement json, JudgeCase judged)
    {
        var number = json.Field("first_error_step", JsonValueKind.Number, JsonValueKind.Null);
        var step = number.ValueKind == JsonValueKind.Null ? (int?)null : number.Step(judged.JudgedSteps);
        var types = json.Field("types", JsonValueKind.Object);
        var holding = ErrorTypes.Asked
            .Where(type => types.Field(type.NameOf(), JsonValueKind.True, JsonValueKind.False).ValueKind == JsonValueKind.True).ToList();
        var transcription = json.Field("transcription", JsonValueKind.True, JsonValueKind.False).ValueKind == JsonValueKind.True;
        if (transcription && step is null)
        {
            throw new InvalidReplyException("first_error_step is null and transcription is true");
        }

        return step is null == (holding.Count == 0)
            ? new Located
            {
                FirstErrorStep = step,
                Type = holding.FirstOrDefault(),
                AllTypes = holding,
                Transcription = transcription,
                Reason = json.Field("reason", JsonValueKind.String).GetString(),
            }
            : throw new InvalidReplyException($"first_error_step is {step?.ToString() ?? "null"} and {holding.Count} types hold");
    }

    private static string Known(JudgeCase judged)
    {
        var answer = judged.ReferenceAnswer is { } known ? $"===== REFERENCE ANSWER\n{Harmless(known)}\n" : "";
        return judged.ReferenceSteps is { Count: > 0 } steps
            ? $"{answer}===== REFERENCE SOLUTION (another way of solving may be right too)\n{Numbered(steps, judged.ReferenceAnswer)}\n"
            : answer;
    }

    private static string Numbered(IReadOnlyList<string> steps, string? answer)
    {
        IEnumerable<string> lines = answer is null ? steps : [.. steps, $"The answer is {answer}."];
        return string.Join('\n', lines.Select((text, i) => $"{i + 1}. {Indented(Harmless(text))}"));
    }

    /// <summary>A text without what could end our data or open another role.</summary>
    public static string Harmless(string text) => Mark().Replace(Control().Replace(text, " "), "= = = = =");

    // A step's own lines stand in from the numbers: none of them can begin a step that the solution does not have.
    private static string Indented(string text) => text.ReplaceLineEndings("\n   ");

    [GeneratedRegex("[=\uFF1D]{5,}")]
    private static partial Regex Mark();

    // Tokens of chat templates: a role of their own would begin with them.
    [GeneratedRegex(@"<\|[^|<>\s]{1,40}\|>|</?s>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|<[｜][^<>]{1,40}[｜]>", RegexOptions.IgnoreCase)]
    private static partial Regex Control();
}
