using System.Text;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

[Collection(nameof(BestTime))]
public sealed class GrammarMasksTimeTests(ITestOutputHelper output)
{
    [Fact]
    public void Masks_of_a_large_vocabulary_take_milliseconds()
    {
        var random = new Random(1);
        var pieces = Enumerable.Range(0, 150_000).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(i < 256 ? $"{(char)i}" : Word(random)));
        var trie = new VocabularyTrie([.. pieces]);
        var masks = new GrammarMasks(trie);
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"\\\"\" ([^\"\\\\\\x00-\\x1f] | \"\\\\\" [nt\"\\\\]){1,500} \"\\\"\""));
        matcher.TryAccept("\""u8).ShouldBeTrue();

        // A counted string: every character leads to a state that has no mask yet.
        var next = BestTime.Of(() =>
        {
            matcher.TryAccept("x"u8);
            masks.Allowed(matcher);
        });
        var first = BestTime.Of(() => new GrammarMasks(trie).Allowed(matcher));

        output.WriteLine($"first {first.TotalMilliseconds:0.0} ms, next {next.TotalMilliseconds:0.0} ms, {trie.Nodes.Length} nodes");
        next.ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
        first.ShouldBeLessThan(TimeSpan.FromMilliseconds(300));
    }

    private static string Word(Random random) =>
        string.Create(random.Next(2, 9), random, (span, r) =>
        {
            foreach (ref var c in span)
            {
                c = r.Next(8) == 0 ? (char)r.Next(0x4E00, 0x9000) : (char)r.Next(' ', '~');
            }
        });
}
