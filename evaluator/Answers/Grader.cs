using QuantGrpc.Evaluator.Answers.Algebra;
using QuantGrpc.Evaluator.Answers.Comparison;
using QuantGrpc.Evaluator.Answers.Latex;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>
/// Compares an answer with the gold: by text, then by exact normal form. A limit of the parser is ungradable, never "wrong"; a wrong
/// "equivalent" is the worst error, so numbers seen at sample points may only tell values apart.
/// </summary>
internal static class Grader
{
    /// <summary>Part of a grade's key: a new one grades again what is stored.</summary>
    public const string Version = "2";

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

        if (gold.Trim() == answer.Trim())
        {
            return new Grade { Verdict = GradeVerdict.Equivalent, Rule = "same_text", GoldNormal = gold, AnswerNormal = answer };
        }

        if (Math.Max(gold.Length, answer.Length) > LongestText)
        {
            return Limit(gold[..Math.Min(gold.Length, LongestText)], answer[..Math.Min(answer.Length, LongestText)],
                $"{Math.Max(gold.Length, answer.Length)} characters; at most {LongestText} are read");
        }

        try
        {
            Effort.Begin();
            return Tokens(gold, answer);
        }
        catch (UngradableException limit)
        {
            return Limit(gold, answer, limit.Message);
        }
    }

    private static Grade Limit(string gold, string answer, string reason) =>
        new() { Verdict = GradeVerdict.Ungradable, Rule = "limit", Reason = reason, GoldNormal = gold, AnswerNormal = answer };

    private static Grade Tokens(string gold, string answer)
    {
        var ours = LatexLexer.Read(gold);
        if (AnswerWords.IsWords(gold, ours))
        {
            var (words, others) = (AnswerWords.Of(gold), AnswerWords.Of(answer));
            return Decided(words == others ? Sameness.Same : Sameness.Different, "words", words, others);
        }

        var theirs = LatexLexer.Read(answer);
        if (ours.Select(static t => t.Text).SequenceEqual(theirs.Select(static t => t.Text)))
        {
            var text = string.Join(' ', ours.Select(static t => t.Text)).Trim();
            return Decided(Sameness.Same, "same_text", text, text);
        }

        if (Choice(ours) is { } choice && ours.Count <= 4 && Choice(theirs) is { } chosen)
        {
            return Decided(choice == chosen ? Sameness.Same : Sameness.Different, "choice", choice, chosen);
        }

        var left = AnswerParser.Parse(ours);
        var right = AnswerParser.Parse(theirs);
        return Decided(ValueComparer.Compare(left, right), ValueComparer.RuleOf(left, right), left.ToString(), right.ToString());
    }

    // C, (C), "(C) 25": the letter of a choice, with what stands there or without.
    private static string? Choice(List<LatexToken> tokens) => tokens switch
    {
        [{ Kind: LatexTokenKind.Letter, Text: [>= 'A' and <= 'H'] } letter, _] => letter.Text,
        [{ Text: "(" }, { Kind: LatexTokenKind.Letter, Text: [>= 'A' and <= 'H'] } letter, { Text: ")" }, { Kind: not LatexTokenKind.Symbol }, ..] => letter.Text,
        _ => null,
    };

    private static Grade Decided(Sameness same, string rule, string? gold, string? answer) => new()
    {
        Verdict = same switch
        {
            Sameness.Same => GradeVerdict.Equivalent,
            Sameness.Different => GradeVerdict.NotEquivalent,
            _ => GradeVerdict.Ungradable,
        },
        Rule = rule,
        Reason = same == Sameness.Unknown ? "the values seem equal, but there is no proof within the grader's means" : null,
        GoldNormal = gold,
        AnswerNormal = answer,
    };
}
