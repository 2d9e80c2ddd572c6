using System.Text;
using QuantGrpc.Llama.Grammar;
using QuantGrpc.Tests.Support;

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

    [Theory]
    [InlineData("root ::= \"x\" | [ab] root \"1\" | [ac] root \"2\"")]
    [InlineData("root ::= [a-z]{0,4000} [a-z]{0,4000} \"1\"")]
    [InlineData("root ::= \"x\" | [ab] root \"1\" | [bc] root \"2\" | [cd] root \"3\" | [de] root \"4\" | [ef] root \"5\" | [fg] root \"6\" | [ga] root \"7\"")]
    [InlineData("root ::= [a-z] (\"a\"? | [b-z]) (root \"1\" | [a-g]? root \"2\" | [c-f] root?)")]
    public void An_ambiguous_grammar_costs_a_second_at_most(string source)
    {
        var random = new Random(2);
        var pieces = Enumerable.Range(0, 50_000).Select(_ => (ReadOnlyMemory<byte>)Enumerable.Range(0, 12).Select(_ => (byte)random.Next('a', 'h')).ToArray());
        var trie = new VocabularyTrie([.. pieces]);
        var answer = "answered";
        var time = BestTime.Of(() =>
        {
            try
            {
                new GrammarMasks(trie).Allowed(new GrammarMatcher(Gbnf.Parse(source)));
            }
            catch (GrammarException e)
            {
                answer = e.Message;
            }
        });

        output.WriteLine($"{time.TotalMilliseconds:0.0} ms: {answer}");
        time.ShouldBeLessThan(TimeSpan.FromSeconds(1.5));
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
