using System.Text;
using QuantGrpc.Evaluator.Answers.Latex;

namespace QuantGrpc.Evaluator.Answers;

/// <summary>Answers that are words: even, Tuesday, an ellipse.</summary>
internal static class AnswerWords
{
    private const int ShortestPlainWord = 4;

    /// <summary>Whether a gold is words and not mathematics.</summary>
    public static bool IsWords(string gold, List<LatexToken> tokens)
    {
        if (tokens[0].Kind == LatexTokenKind.Word)
        {
            return tokens.TrueForAll(static t => t.Kind != LatexTokenKind.Command && t.Text is not ("=" or ":" or "^"));
        }

        var plain = gold.Trim().Trim('.');
        return plain.Length >= ShortestPlainWord && plain.All(static c => char.IsLetter(c) || c is ' ' or '-') && plain.Split(' ', '-').Any(static w => w.Length >= ShortestPlainWord);
    }

    // Mathematics among the words; a hyphen stands between letters.
    private static bool IsSign(string text, int at) => text[at] is '+' or '^' or '_' or '<' or '>' or '/' or '*'
        || (text[at] == '-' && (at == 0 || !char.IsLetterOrDigit(text[at - 1])));

    /// <summary>The words in lower case with single spaces, without marks, commands and articles.</summary>
    public static string Of(string text)
    {
        text = text[(text.LastIndexOf('=') + 1)..]; // a name before it
        var words = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                var end = at + 1;
                while (end < text.Length && char.IsAsciiLetter(text[end]))
                {
                    end++;
                }

                words.Append(' ');
                at = Math.Max(end - 1, at + (end == at + 1 ? 1 : 0));
                continue;
            }

            words.Append(char.IsLetterOrDigit(text[at]) || IsSign(text, at) ? char.ToLowerInvariant(text[at]) : ' ');
        }

        return string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(static w => w is not ("the" or "an")));
    }
}
