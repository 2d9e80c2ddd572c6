using System.Text.Json;
using QuantGrpc.Evaluator.Answers;

namespace QuantGrpc.Evaluator.Commands.Batch;

/// <summary>A grade as the command line gives it.</summary>
internal sealed record GradeRow
{
    public JsonElement? Id { get; private init; }

    /// <summary>equivalent, not_equivalent or ungradable.</summary>
    public required string Verdict { get; init; }

    public required string Rule { get; init; }

    public string? GoldNormal { get; init; }

    public string? AnswerNormal { get; init; }

    /// <summary>Why it is ungradable.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Grades <c>prediction</c> against <c>gold</c>; <c>kind</c> "text" and <c>gold_kind</c> "text" say that the answer is still to be
    /// found in the text.
    /// </summary>
    public static GradeRow Of(BatchRow row)
    {
        var text = row.Text("gold");
        var isText = row.OneOf("kind", "pair", "text") == "text";
        var gold = row.OneOf("gold_kind", "answer", "text") == "text" ? AnswerExtractor.Extract(text)?.Text : text;
        var grade = Of(gold ?? text, row.Optional("prediction"), isText) with { Id = row.Id() };
        // A text in which no answer is found may still be the answer, word by word; that it differs says nothing.
        return gold is not null || grade.Verdict == NameOf(GradeVerdict.Equivalent) ? grade : grade with
        {
            Verdict = NameOf(GradeVerdict.Ungradable), Rule = "no_gold", Reason = "no answer is found in the gold's text",
        };
    }

    /// <summary>Grades one pair.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="prediction">An answer, or a text that holds one; null for none.</param>
    /// <param name="isText">Whether it is such a text.</param>
    public static GradeRow Of(string gold, string? prediction, bool isText)
    {
        var answer = isText && prediction is not null ? AnswerExtractor.Extract(prediction)?.Text : prediction;
        var grade = Grader.Grade(gold, answer);
        return new GradeRow
        {
            Verdict = NameOf(grade.Verdict),
            Rule = grade.Rule,
            GoldNormal = grade.GoldNormal,
            AnswerNormal = grade.AnswerNormal,
            Reason = grade.Reason,
        };
    }

    private static string NameOf(GradeVerdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());
}
