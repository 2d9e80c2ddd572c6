using System.Text;
using CsCheck;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class GrammarMasksTests
{
    [Fact]
    public void A_mask_is_what_trying_each_token_gives() =>
        Gen.Select(RandomGrammars.Source, RandomGrammars.One("a", "b", "c", "d", "é").Array[0, 4].Array[1, 150], Gen.Byte[(byte)'a', (byte)'d'].Array[0, 6])
            .Sample((source, tokens, text) => RandomGrammars.Hold(source, matcher =>
            {
                var vocabulary = Pieces(tokens.Select(parts => string.Concat(parts)));
                matcher.TryAccept(text);
                return Ids(new GrammarMasks(new VocabularyTrie(vocabulary)).Allowed(matcher)).SequenceEqual(
                    Enumerable.Range(0, vocabulary.Count).Where(id => !vocabulary[id].IsEmpty && matcher.Accepts(vocabulary[id].Span)));
            }));

    [Fact]
    public void Tokens_may_end_inside_a_character()
    {
        ReadOnlyMemory<byte>[] pieces = [new byte[] { 0xF0, 0x9F }, new byte[] { 0xF0, 0x9F, 0x98, 0x80 }, new byte[] { 0x98, 0x80 }, new byte[] { 0xC3 }];
        var masks = new GrammarMasks(new VocabularyTrie(pieces));
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= [😀-😏]"));

        Ids(masks.Allowed(matcher)).ShouldBe([0, 1]);
        matcher.TryAccept(pieces[0].Span).ShouldBeTrue();
        Ids(masks.Allowed(matcher)).ShouldBe([2]);
    }

    [Fact]
    public void Empty_pieces_are_never_allowed_and_equal_ones_always_together()
    {
        var masks = new GrammarMasks(new VocabularyTrie(Pieces(["", "a", "b", "a", ""])));

        Ids(masks.Allowed(new GrammarMatcher(Gbnf.Parse("root ::= \"a\"*")))).ShouldBe([1, 3]);
    }

    [Fact]
    public void A_state_that_comes_again_has_its_mask_already()
    {
        var masks = new GrammarMasks(new VocabularyTrie(Pieces(["a", "b", "\""])));
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"\\\"\" [^\"]* \"\\\"\""));
        matcher.TryAccept("\"a"u8).ShouldBeTrue();
        var first = masks.Allowed(matcher);
        matcher.TryAccept("bbb"u8).ShouldBeTrue();

        (masks.Allowed(matcher) == first).ShouldBeTrue();
    }

    [Fact]
    public void One_instance_serves_several_grammars_and_more_states_than_it_keeps()
    {
        var masks = new GrammarMasks(new VocabularyTrie(Pieces(["a", "b"])));
        var grammars = Enumerable.Range(1, 10).Select(i => Gbnf.Parse($"root ::= \"a\"{{{i * 10}}} \"b\"")).ToList();
        for (var step = 0; step < 100; step++)
        {
            foreach (var grammar in grammars.Skip(step / 10))
            {
                var matcher = new GrammarMatcher(grammar);
                matcher.TryAccept(Encoding.UTF8.GetBytes(new string('a', step))).ShouldBeTrue();
                Ids(masks.Allowed(matcher)).ShouldBe([0]);
            }
        }
    }

    [Fact]
    public void An_empty_vocabulary_has_an_empty_mask() =>
        new GrammarMasks(new VocabularyTrie([])).Allowed(new GrammarMatcher(Gbnf.Parse("root ::= \"a\""))).Length.ShouldBe(0);

    private static List<ReadOnlyMemory<byte>> Pieces(IEnumerable<string> texts) =>
        [.. texts.Select(t => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(t))];

    private static List<int> Ids(ReadOnlySpan<ulong> mask)
    {
        var ids = new List<int>();
        for (var id = 0; id < mask.Length * 64; id++)
        {
            if ((mask[id / 64] >> id % 64 & 1) != 0)
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
