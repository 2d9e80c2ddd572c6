using System.Text;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

/// <summary>Writes random texts of a grammar, token by token, with a vocabulary of single bytes and a few longer pieces.</summary>
internal sealed class RandomWalk(int seed)
{
    private const string Closing = "\"}],:";

    private static readonly List<ReadOnlyMemory<byte>> Pieces =
    [
        .. Enumerable.Range(0, 256).Select(b => (ReadOnlyMemory<byte>)new[] { (byte)b }),
        .. new[] { "\": ", "\",\"", "{\"", "\"}", "[[", "12", "true", "é", "😀", "\\u00", "\\\"" }.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t)),
    ];

    private static readonly VocabularyTrie Trie = new(Pieces);

    private readonly Random _random = new(seed);
    private readonly GrammarMasks _masks = new(Trie);

    /// <summary>A whole text; ends early as often as not, and prefers what closes strings and objects so that it ends at all.</summary>
    public string Write(Gbnf grammar)
    {
        var matcher = new GrammarMatcher(grammar);
        var text = new List<byte>();
        while (!matcher.IsExhausted && !(matcher.IsComplete && _random.Next(2) == 0))
        {
            text.Count.ShouldBeLessThan(20_000);
            var allowed = Allowed(matcher);
            var closing = allowed.Where(id => id < 128 && Closing.Contains((char)id)).ToList();
            var from = closing.Count > 0 && _random.Next(3) == 0 ? closing : allowed;
            var piece = Pieces[from[_random.Next(from.Count)]];
            matcher.TryAccept(piece.Span).ShouldBeTrue();
            text.AddRange(piece.Span);
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString([.. text]);
    }

    // A grammar without blind alleys always allows something: the single bytes say everything.
    private List<int> Allowed(GrammarMatcher matcher)
    {
        var mask = _masks.Allowed(matcher);
        var allowed = new List<int>();
        for (var id = 0; id < Pieces.Count; id++)
        {
            if ((mask[id / 64] >> id % 64 & 1) != 0)
            {
                allowed.Add(id);
            }
        }

        allowed.ShouldNotBeEmpty();
        return allowed;
    }
}
