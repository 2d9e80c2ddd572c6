using System.Text.Json;
using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges;

/// <summary>
/// MiniMATH's own form: it compares with a reference whose steps run alike, and writes a check a step before its verdict. It knows no
/// other data.
/// </summary>
internal sealed partial class MiniMathForm : IVerdictForm
{
    public string Name => JudgePrompt.MiniMath.Name;

    public int MaxReplyTokens => 512;

    public string PromptOf(JudgeCase judged)
    {
        if (!judged.IsMiniMath || judged.ReferenceSteps is not { } reference)
        {
            throw new JudgeException("the prompt minimath knows MiniMATH's problems with their reference solutions alone; use prompt=instruction");
        }

        return JudgePrompt.MiniMath.Render(new Dictionary<string, string>
        {
            ["problem"] = OneLine(judged.Problem),
            ["reference"] = Numbered('R', reference, judged.ReferenceAnswer),
            ["solution"] = Numbered('S', judged.Steps, judged.FinalAnswer),
        });
    }

    // The tuned model writes its form by itself; a schema would only change what it was tuned to.
    public string? SchemaOf(JudgeCase judged) => null;

    public Located Read(string reply, JudgeCase judged)
    {
        var json = ReplyJson.Parse(reply);
        var number = json.Field("first_error_step", JsonValueKind.Number);
        var name = json.Field("error_type", JsonValueKind.String).GetString();
        var type = ErrorTypes.Find(name) ?? throw new InvalidReplyException($"error_type is {name}");
        var checks = json.Field("checks", JsonValueKind.Array).EnumerateArray().Select(c => c.ToString()).ToList();
        var step = number.TryGetInt32(out var zero) && zero == 0 ? (int?)null : number.Step(judged.JudgedSteps);
        if (step is null != (type == ErrorType.None) || (type != ErrorType.None && !ErrorTypes.Asked.Contains(type)))
        {
            throw new InvalidReplyException($"first_error_step {zero} with error_type {name}");
        }

        Check(checks, step, judged.JudgedSteps);
        return new Located { FirstErrorStep = step, Type = type, AllTypes = step is null ? [] : [type], Reason = string.Join("; ", checks) };
    }

    // One check a step up to the first wrong one, in order; "wrong" at that one alone.
    private static void Check(List<string> checks, int? wrong, int steps)
    {
        if (checks.Count != (wrong ?? steps))
        {
            throw new InvalidReplyException($"{checks.Count} checks for first_error_step {wrong?.ToString() ?? "0"} of {steps} steps");
        }

        for (var i = 1; i <= checks.Count; i++)
        {
            var match = CheckLine().Match(checks[i - 1]);
            if (!match.Success || match.Groups["n"].Value != $"{i}" || match.Groups["v"].Value != (i == wrong ? "wrong" : "ok"))
            {
                throw new InvalidReplyException($"check {i} is \"{checks[i - 1]}\", which contradicts first_error_step {wrong?.ToString() ?? "0"}");
            }
        }
    }

    private static string Numbered(char letter, IReadOnlyList<string> steps, string? answer)
    {
        IEnumerable<string> lines = answer is null ? steps : [.. steps, $"The answer is $\\boxed{{{answer}}}$."];
        return string.Join('\n', lines.Select((text, i) => $"{letter}{i + 1}: {OneLine(text)}"));
    }

    // The form is read by lines: a text's own line could begin a step, or another part.
    private static string OneLine(string text) => InstructionText.Harmless(text).ReplaceLineEndings(" ");

    [GeneratedRegex(@"^S(?<n>\d+): .* (?<v>ok|wrong)$", RegexOptions.Singleline)]
    private static partial Regex CheckLine();
}
