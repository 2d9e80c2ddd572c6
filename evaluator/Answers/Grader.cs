namespace QuantGrpc.Evaluator.Answers;

/// <summary>
/// Compares an answer with the gold: by text, then by exact normal form. A limit of the parser is ungradable, never "wrong"; a wrong
/// "equivalent" is the worst error, so nothing is compared numerically.
/// </summary>
internal static class Grader
{
    /// <summary>Part of a grade's key: a new one grades again what is stored.</summary>
    public const string Version = "1";

    // No answer of a problem is a tenth as long; what is longer is not even spelled in one way.
    private const int LongestText = 10_000;

    /// <summary>Grades one answer.</summary>
    /// <param name="gold">The reference answer.</param>
    /// <param name="answer">The answer as extracted; null where there is none.</param>
    public static Grade Grade(string gold, string? answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return new Grade { Verdict = GradeVerdict.NotEquivalent, Rule = "no_answer", GoldNormal = gold };
        }

        if (Math.Max(gold.Length, answer.Length) > LongestText)
        {
            return new Grade
            {
                Verdict = gold == answer ? GradeVerdict.Equivalent : GradeVerdict.Ungradable,
                Rule = gold == answer ? "same_text" : "limit",
                Reason = gold == answer ? null : $"{Math.Max(gold.Length, answer.Length)} characters; at most {LongestText} are read",
            };
        }

        var left = LatexText.Normalize(gold);
        var right = LatexText.Normalize(answer);
        return Spaceless(left) == Spaceless(right)
            ? new Grade { Verdict = GradeVerdict.Equivalent, Rule = "same_text", GoldNormal = left, AnswerNormal = right }
            : Words(left, right) ?? Values(left, right);
    }

    private static Grade? Words(string gold, string answer)
    {
        if (LatexText.WordsOf(gold) is not { } words)
        {
            return null;
        }

        var theirs = LatexText.WordsOf(answer);
        return new Grade
        {
            Verdict = words == theirs ? GradeVerdict.Equivalent : GradeVerdict.NotEquivalent,
            Rule = "words",
            GoldNormal = words,
            AnswerNormal = theirs ?? answer,
        };
    }

    private static Grade Values(string gold, string answer)
    {
        try
        {
            var left = LatexParser.Parse(gold);
            var right = LatexParser.Parse(answer);
            var same = ValueComparer.Same(left, right);
            return new Grade
            {
                Verdict = same ? GradeVerdict.Equivalent : GradeVerdict.NotEquivalent,
                Rule = ValueComparer.RuleOf(left, right),
                GoldNormal = left.ToString(),
                AnswerNormal = right.ToString(),
            };
        }
        catch (UngradableException limit)
        {
            return new Grade { Verdict = GradeVerdict.Ungradable, Rule = "limit", Reason = limit.Message, GoldNormal = gold, AnswerNormal = answer };
        }
    }

    private static string Spaceless(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
