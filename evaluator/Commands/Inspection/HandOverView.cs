using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Shows a hand-over: ⟦what was handed over⟧ and how the other went on, with the answers of both alone beside it.</summary>
internal static class HandOverView
{
    private static readonly Style HandedStyle = new(foreground: Color.Aqua);

    public static void Write(InspectionText text, HandedOver made, string? gold)
    {
        text.Heading($"{made.Alone.Variant} after {Figures.Count(made.Steps, "step")} of {made.From.Variant} ({Figures.Count(made.Tokens, "token")})");
        text.Text(() => Coloured(made), () => Plain(made));
        text.Facts(Facts(made, gold));
        text.Line();
    }

    public static string Plain(HandedOver made)
    {
        var handed = LaneText.Printable(made.Handed);
        var words = handed.TrimEnd();
        return $"⟦{words}⟧{handed[words.Length..]}{LaneText.Printable(made.Continued.Text)}";
    }

    public static void Write(JsonLines output, HandedOver made, string? gold) => output.Write(new
    {
        kind = "handOver",
        from = made.From.Variant,
        to = made.Alone.Variant,
        made.Steps,
        handedTokens = made.Tokens,
        made.Handed,
        continued = made.Continued.Text,
        made.Leaves,
        stop = made.Continued.End?.Stop.ToString(),
        fromAlone = Answer(FinalAnswer.Of(made.From.Text, gold)),
        toAlone = Answer(FinalAnswer.Of(made.Alone.Text, gold)),
        handedOver = Answer(FinalAnswer.Of(made.Handed + made.Continued.Text, gold)),
    });

    private static object Answer(FinalAnswer answer) => new { answer = answer.Text, grade = answer.Grade?.Verdict.ToString() };

    private static Paragraph Coloured(HandedOver made) =>
        new Paragraph(LaneText.Printable(made.Handed), HandedStyle).Append(LaneText.Printable(made.Continued.Text));

    private static LaneFact[] Facts(HandedOver made, string? gold) =>
    [
        new("goes on", made.Leaves is { } at ? $"leaves what {made.From.Variant} wrote at token {at}" : $"writes what {made.From.Variant} wrote, to the end"),
        new("ended", LaneFacts.Ended(made.Continued.End, made.Continued.Tokens.Count)),
        Answer("answer", made.Handed + made.Continued.Text, gold),
        Answer($"  {made.From.Variant} alone", made.From.Text, gold),
        Answer($"  {made.Alone.Variant} alone", made.Alone.Text, gold),
    ];

    private static LaneFact Answer(string name, string solution, string? gold)
    {
        var answer = FinalAnswer.Of(solution, gold);
        return new LaneFact(name, answer.Words) { Colour = answer.Colour };
    }
}
