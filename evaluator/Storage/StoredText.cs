using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>What text may hold in a store.</summary>
internal static class StoredText
{
    /// <summary>
    /// NUL and lone surrogates become U+FFFD: PostgreSQL refuses the first in text, UTF-8 cannot carry the second, and every store
    /// must give back what every other gives back. Token ids keep the exact output.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Clean(string? text)
    {
        if (text is null || IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return false;
            }

            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }
}
