using System.Text;
using CsCheck;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Engine;

public sealed class SequenceTextTests
{
    private static readonly Vocabulary Vocabulary = MiniMath.Weights.Vocabulary;

    private static readonly Gen<TokenId[]> Tokens = Gen.Int[0, Vocabulary.Count - 1].Select(id => new TokenId(id)).Array[0, 30];

    [Fact]
    public void Deltas_of_any_tokens_joined_are_the_text_of_their_bytes() => Tokens.Sample(tokens =>
    {
        var bytes = new Utf8Assembler();
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            bytes.Append(Vocabulary.Piece(token).Span, text);
        }

        bytes.Flush(text);
        return Feed(tokens) == text.ToString();
    });

    [Fact]
    public void A_character_of_several_tokens_comes_with_its_last_one()
    {
        var text = SequenceText.After(AssistantPrefix.Nothing, []);
        var tokens = Vocabulary.Tokenize("a\U0001F600b", parseControl: false);

        var deltas = tokens.Select(token => text.Append(token, Vocabulary)).ToList();

        deltas.Where(delta => delta.Length > 0).ShouldBe(["a", "\U0001F600", "b"]);
        deltas.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void A_token_that_cannot_begin_a_stop_string_has_the_vocabularys_own_text()
    {
        var text = SequenceText.After(AssistantPrefix.Nothing, ["Step", "END"]);
        var token = Vocabulary.Tokenize("7", parseControl: false)[0];

        text.Append(token, Vocabulary).ShouldBeSameAs(Vocabulary.WholeText(token));
    }

    private static string Feed(TokenId[] tokens)
    {
        var text = SequenceText.After(AssistantPrefix.Nothing, []);
        return string.Concat(tokens.Select(token => text.Append(token, Vocabulary))) + text.Flush();
    }
}
