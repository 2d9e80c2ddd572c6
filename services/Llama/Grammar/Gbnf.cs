using System.Text;

namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// A grammar in llama.cpp's notation, checked and compiled. Immutable, safe for any thread.
/// Every text that matches its beginning can be finished: rules that cannot end are refused.
/// </summary>
public sealed class Gbnf
{
    /// <summary>The largest source, in bytes of UTF-8.</summary>
    public const int MaxSourceBytes = 64 * 1024;

    private Gbnf(RuleGraph rules) => Rules = rules;

    internal RuleGraph Rules { get; }

    /// <summary>Reads a grammar.</summary>
    /// <param name="source">
    /// Rules <c>name ::= alternatives</c>, of which <c>root</c> is what a text must match. At most 64 KiB, 65,536 elements once
    /// repetitions are expanded, and parentheses 64 deep.
    /// </param>
    /// <exception cref="GrammarException">The source is refused; the message names the place and what is allowed.</exception>
    public static Gbnf Parse(string source) => Parse(source, MaxSourceBytes);

    internal static Gbnf Parse(string source, int maxBytes)
    {
        // UTF-8 is never shorter than UTF-16 in units, so a long source is refused before it is measured.
        if (source.Length > maxBytes || Encoding.UTF8.GetByteCount(source) > maxBytes)
        {
            throw new GrammarException($"the grammar is longer than {maxBytes} bytes");
        }

        return FirstLoneSurrogate(source) is { } offset
            ? throw new GbnfReader(source).Error(offset, "half of a surrogate pair, which is no character")
            : new Gbnf(new GbnfParser(source).Parse());
    }

    private static int? FirstLoneSurrogate(string source)
    {
        for (var i = 0; i < source.Length; i++)
        {
            if (char.IsSurrogate(source[i]) && !Rune.TryGetRuneAt(source, i, out _))
            {
                return i;
            }

            i += char.IsHighSurrogate(source[i]) ? 1 : 0;
        }

        return null;
    }
}
