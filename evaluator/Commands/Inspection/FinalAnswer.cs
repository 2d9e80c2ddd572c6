using QuantGrpc.Evaluator.Answers;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A solution's final answer, graded where the right one is known.</summary>
internal sealed record FinalAnswer
{
    private FinalAnswer(ExtractedAnswer? answer, string? gold)
    {
        Text = answer?.Text;
        Grade = gold is null ? null : Grader.Grade(gold, Text);
        Words = (answer, Grade) switch
        {
            (null, _) => "none",
            (_, null) => Found(answer),
            (_, { Verdict: GradeVerdict.Equivalent }) => $"{Found(answer)}, right",
            (_, { Verdict: GradeVerdict.NotEquivalent }) => $"{Found(answer)}, wrong: {gold} is right",
            _ => $"{Found(answer)}, not gradable: {Grade.Reason}",
        };
    }

    /// <summary>Null where there is none.</summary>
    public string? Text { get; }

    /// <summary>Null where the right answer is not known.</summary>
    public Grade? Grade { get; }

    /// <summary>For readers.</summary>
    public string Words { get; }

    public Color Colour => Grade?.Verdict switch
    {
        GradeVerdict.Equivalent => Color.Green,
        GradeVerdict.NotEquivalent => Color.Red,
        _ => Color.Default,
    };

    /// <param name="solution">The text.</param>
    /// <param name="gold">The right answer; null where it is not known.</param>
    public static FinalAnswer Of(string solution, string? gold) => new(AnswerExtractor.Extract(solution), gold);

    private static string Found(ExtractedAnswer answer) => answer.Weak ? $"{answer.Text} (guessed from the last line)" : answer.Text;
}
