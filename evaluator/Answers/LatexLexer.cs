namespace QuantGrpc.Evaluator.Answers;

/// <summary>What a token of an answer is.</summary>
internal enum LatexTokenKind
{
    Number,
    Letter,
    Command,
    Symbol,
    End,
}

/// <summary>A token of an answer.</summary>
internal readonly record struct LatexToken(LatexTokenKind Kind, string Text);

/// <summary>Cuts an answer into tokens.</summary>
internal static class LatexLexer
{
    private const int LongestAnswer = 2000;

    /// <exception cref="UngradableException">Too long to be an answer.</exception>
    public static List<LatexToken> Read(string text)
    {
        if (text.Length > LongestAnswer)
        {
            throw new UngradableException($"an answer of {text.Length} characters; at most {LongestAnswer} are read");
        }

        var tokens = new List<LatexToken>();
        for (var at = 0; at < text.Length;)
        {
            var length = LengthOf(text, at);
            if (!char.IsWhiteSpace(text[at]))
            {
                tokens.Add(new LatexToken(KindOf(text, at), text.Substring(at, length)));
            }

            at += length;
        }

        tokens.Add(new LatexToken(LatexTokenKind.End, ""));
        return tokens;
    }

    private static LatexTokenKind KindOf(string text, int at) => text[at] switch
    {
        '\\' => LatexTokenKind.Command,
        '.' => LatexTokenKind.Number,
        var c when char.IsAsciiDigit(c) => LatexTokenKind.Number,
        var c when char.IsAsciiLetter(c) => LatexTokenKind.Letter,
        _ => LatexTokenKind.Symbol,
    };

    private static int LengthOf(string text, int at)
    {
        var end = at + 1;
        if (text[at] == '\\')
        {
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }

            return end == at + 1 ? Math.Min(2, text.Length - at) : end - at;
        }

        if (char.IsAsciiDigit(text[at]) || text[at] == '.')
        {
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            {
                end++;
            }
        }

        return end - at;
    }
}
