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
        var gold = row.Text("gold");
        if (row.OneOf("gold_kind", "answer", "text") == "text")
        {
            gold = AnswerExtractor.Extract(gold)?.Text ?? throw new BatchRowException("gold: no answer is found in the text");
        }

        var isText = row.OneOf("kind", "pair", "text") == "text";
        return Of(gold, row.Optional("prediction"), isText) with { Id = row.Id };
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
            Verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(grade.Verdict.ToString()),
            Rule = grade.Rule,
            GoldNormal = grade.GoldNormal,
            AnswerNormal = grade.AnswerNormal,
            Reason = grade.Reason,
        };
    }
}
