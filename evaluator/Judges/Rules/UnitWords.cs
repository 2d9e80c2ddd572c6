namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Which words stand as units within an expression, and which beside one change what it says.</summary>
internal static class UnitWords
{
    private const int MostInARow = 3;

    // Words that make the number beside them another.
    private static readonly HashSet<string> Meaningful = new(StringComparer.OrdinalIgnoreCase)
    {
        "times", "plus", "minus", "by", "of", "half", "twice", "double", "triple", "thrice", "over", "per", "squared", "cubed", "multiplied",
        "divided", "less", "more", "fewer", "than", "from", "to", "with", "percent", "hundred", "thousand", "million", "billion", "dozen",
        "remainder", "mod", "modulo", "base", "point", "or", "root", "sqrt", "log", "not", "leaves", "quarter", "quarters", "third", "thirds",
        "half", "halves", "tenths", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "factorial", "power",
        "negative", "about", "approximately", "around", "roughly", "nearly", "rounded", "am", "pm", "pair", "pairs", "between", "through",
    };

    /// <summary>Whether a word is a unit: it follows a number, and an operator, a bracket or the end follows it.</summary>
    public static bool Continue(IReadOnlyList<ClaimToken> tokens, int at)
    {
        var first = at;
        while (first > 0 && tokens[first - 1].Kind == ClaimTokenKind.Word)
        {
            first--;
        }

        var next = at;
        while (next < tokens.Count && tokens[next].Kind == ClaimTokenKind.Word)
        {
            next++;
        }

        return next - first <= MostInARow && first > 0 && tokens[first - 1].EndsOperand
            && !tokens.Skip(first).Take(next - first).Any(t => Joins(t.Text) || Meaningful.Contains(t.Text))
            && (next == tokens.Count || tokens[next].IsOperator || tokens[next].Kind is ClaimTokenKind.Equals or ClaimTokenKind.Break or ClaimTokenKind.Close);
    }

    /// <summary>Whether an expression may begin behind a word.</summary>
    public static bool MayPrecede(IReadOnlyList<ClaimToken> tokens, int at) =>
        (!Meaningful.Contains(tokens[at].Text) && !(at > 0 && tokens[at - 1].Kind == ClaimTokenKind.Number && IsMixed(tokens, at)))
        || (tokens[at].Text == "to" && at > 0 && tokens[at - 1].Kind == ClaimTokenKind.Word); // "add to 5 + 3", not "add 2 to 5 + 3"

    /// <summary>Whether an expression may end before a word.</summary>
    public static bool MayFollow(IReadOnlyList<ClaimToken> tokens, int at) => !Meaningful.Contains(tokens[at].Text)
        && !(at + 1 < tokens.Count && (Meaningful.Contains(tokens[at + 1].Text) || IsMixed(tokens, at)));

    public static string Singular(string word) => word.ToLowerInvariant() switch
    {
        "feet" => "foot",
        "inches" => "inch",
        var lower => lower.TrimEnd('s'),
    };

    // Words that begin something new.
    private static bool Joins(string word) => word is "and" or "so" or "then" or "is" or "are" or "which" or "but" or "when" or "where" or "if" or "for"
        or "at" or "on" or "in" or "because" or "since" or "while" or "as" or "that" or "we" or "have" or "get" or "thus" or "the";

    // 3 and 1/2
    private static bool IsMixed(IReadOnlyList<ClaimToken> tokens, int at) => tokens[at].Text == "and"
        && at + 1 < tokens.Count && (tokens[at + 1].Kind == ClaimTokenKind.Quotient || (at + 2 < tokens.Count && tokens[at + 2].Kind == ClaimTokenKind.Divide));
}
