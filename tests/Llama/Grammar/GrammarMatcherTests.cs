using System.Runtime.CompilerServices;
using System.Text;
using CsCheck;
using QuantGrpc.Llama.Grammar;

namespace QuantGrpc.Tests.Llama.Grammar;

public sealed class GrammarMatcherTests
{
    // More steps than a matcher keeps.
    private static readonly string LongText = string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i} "));

    [Fact]
    public void A_refused_piece_leaves_the_matcher_where_it_was()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"abc\""));

        matcher.TryAccept("ax"u8).ShouldBeFalse();
        matcher.Accepts("abc"u8).ShouldBeTrue();
        matcher.IsComplete.ShouldBeFalse();
        matcher.TryAccept("abc"u8).ShouldBeTrue();
        matcher.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void Exhausted_is_complete_with_nothing_to_follow()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"a\" \"b\"?"));

        matcher.TryAccept("a"u8).ShouldBeTrue();
        (matcher.IsComplete, matcher.IsExhausted).ShouldBe((true, false));
        matcher.TryAccept("b"u8).ShouldBeTrue();
        (matcher.IsComplete, matcher.IsExhausted).ShouldBe((true, true));
        matcher.TryAccept("b"u8).ShouldBeFalse();
    }

    [Fact]
    public void More_steps_than_are_kept_are_followed_all_the_same()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse($"root ::= \"{LongText}\""));

        for (var i = 0; i < LongText.Length; i++)
        {
            matcher.Accepts("x"u8).ShouldBeFalse();
            matcher.TryAccept(Encoding.UTF8.GetBytes(LongText[i..(i + 1)])).ShouldBeTrue($"character {i}");
        }

        matcher.IsExhausted.ShouldBeTrue();
    }

    [Fact]
    public void States_long_past_are_let_go()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse($"root ::= \"{LongText}\""));
        var first = After(matcher, LongText[..1]);

        After(matcher, LongText[1..]);
        GC.Collect();

        first.IsAlive.ShouldBeFalse();
        matcher.IsExhausted.ShouldBeTrue();

        // A method of its own, so that no local holds the state.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference After(GrammarMatcher matcher, string text)
        {
            matcher.TryAccept(Encoding.UTF8.GetBytes(text)).ShouldBeTrue();
            return new WeakReference(matcher.State);
        }
    }

    [Fact]
    public void A_clone_goes_its_own_way()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"ab\" | \"ac\""));
        matcher.TryAccept("a"u8).ShouldBeTrue();

        var clone = matcher.Clone();
        clone.TryAccept("b"u8).ShouldBeTrue();

        (matcher.IsComplete, clone.IsComplete).ShouldBe((false, true));
        matcher.TryAccept("c"u8).ShouldBeTrue();
    }

    [Theory]
    [InlineData("root ::= \"é\"", new byte[] { 0xC3 }, true)]
    [InlineData("root ::= \"é\"", new byte[] { 0xC4 }, false)]
    [InlineData("root ::= [€-₿]", new byte[] { 0xE2, 0x82 }, true)]
    [InlineData("root ::= [€-₿]", new byte[] { 0xE2, 0x83 }, false)]
    [InlineData("root ::= .", new byte[] { 0xF0, 0x9F }, true)]
    [InlineData("root ::= [a-z]", new byte[] { 0xF0 }, false)]
    [InlineData("root ::= .", new byte[] { 0x80 }, false)]
    [InlineData("root ::= .", new byte[] { 0xC0 }, false)]
    [InlineData("root ::= .", new byte[] { 0xC1 }, false)]
    [InlineData("root ::= .", new byte[] { 0xE0, 0x9F }, false)]
    [InlineData("root ::= .", new byte[] { 0xE0, 0xA0 }, true)]
    [InlineData("root ::= .", new byte[] { 0xED, 0xA0 }, false)]
    [InlineData("root ::= .", new byte[] { 0xED, 0x9F }, true)]
    [InlineData("root ::= .", new byte[] { 0xF0, 0x8F }, false)]
    [InlineData("root ::= .", new byte[] { 0xF4, 0x90 }, false)]
    [InlineData("root ::= .", new byte[] { 0xF4, 0x8F }, true)]
    [InlineData("root ::= .", new byte[] { 0xF5 }, false)]
    [InlineData("root ::= .", new byte[] { 0xFF }, false)]
    [InlineData("root ::= .+", new byte[] { 0xC3, 0x41 }, false)]
    public void Part_of_a_character_is_accepted_where_it_can_become_an_allowed_one(string source, byte[] bytes, bool accepted)
    {
        var matcher = new GrammarMatcher(Gbnf.Parse(source));

        matcher.TryAccept(bytes).ShouldBe(accepted);
        matcher.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Every_character_is_read_whole_and_in_bytes()
    {
        var any = Gbnf.Parse("root ::= .");
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Sample(code =>
        {
            var bytes = Encoding.UTF8.GetBytes(new Rune(code).ToString());
            var matcher = new GrammarMatcher(any);
            return bytes.All(b => !matcher.IsComplete && matcher.TryAccept([b])) && matcher.IsExhausted;
        });
    }

    [Fact]
    public void A_text_has_one_state_however_it_is_cut() =>
        Gen.Select(RandomGrammars.Source, Gen.Byte[(byte)'a', (byte)'d'].Array[0, 12], Gen.Int[1, 4]).Sample((source, text, size) => RandomGrammars.Hold(source, whole =>
        {
            var cut = whole.Clone();
            var accepted = whole.TryAccept(text);
            return text.Chunk(size).All(part => cut.TryAccept(part)) == accepted
                && (!accepted || (cut.State.Equals(whole.State) && cut.State.GetHashCode() == whole.State.GetHashCode()));
        }));

    [Fact]
    public void Most_random_grammars_are_followed() =>
        Gen.Select(RandomGrammars.Source.Array[100], Gen.Const("d"u8.ToArray())).Sample((sources, text) =>
            sources.Count(source => !RandomGrammars.Hold(source, matcher => !matcher.Accepts(text))) > 40, iter: 5);

    [Fact]
    public void Deep_recursion_costs_no_stack_and_is_followed_back()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"[\" root* \"]\""));
        var depth = 200_000;

        matcher.TryAccept(Encoding.UTF8.GetBytes(new string('[', depth))).ShouldBeTrue();
        matcher.TryAccept(Encoding.UTF8.GetBytes(new string(']', depth - 1))).ShouldBeTrue();
        matcher.IsComplete.ShouldBeFalse();
        matcher.TryAccept("]"u8).ShouldBeTrue();
        matcher.IsExhausted.ShouldBeTrue();
    }

    [Fact]
    public void Words_that_begin_alike_are_one_stack()
    {
        var words = string.Join(" | ", Enumerable.Range(0, 5000).Select(i => $"\"word-{i}\""));
        var matcher = new GrammarMatcher(Gbnf.Parse($"root ::= {words[..words.LastIndexOf(" | ", 60_000, StringComparison.Ordinal)]}"));

        matcher.TryAccept("word-1"u8).ShouldBeTrue();

        matcher.State.Stacks.Length.ShouldBe(1);
        matcher.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public void Ambiguity_beyond_the_bound_is_refused_and_changes_nothing()
    {
        var matcher = new GrammarMatcher(Gbnf.Parse("root ::= \"x\" | [ab] root \"1\" | [ac] root \"2\""));
        var state = matcher.State;

        Should.Throw<GrammarException>(() => matcher.TryAccept(Encoding.UTF8.GetBytes(new string('a', 100) + "x")))
            .Message.ShouldContain("too ambiguous");

        matcher.State.ShouldBeSameAs(state);
        Should.Throw<GrammarException>(() => new GrammarMatcher(Gbnf.Parse("root ::= [a-z]? {5000}"))).Message.ShouldContain("too ambiguous");
    }
}
