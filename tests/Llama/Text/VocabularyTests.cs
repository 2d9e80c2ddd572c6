using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Text;

public sealed class VocabularyTests
{
    private static readonly Vocabulary Vocabulary = MiniMath.Weights.Vocabulary;

    [Theory]
    [InlineData("Step 1: $5 \\cdot 2 = 10$.\n")]
    [InlineData("naïve 数学 \U0001F600")]
    [InlineData("<|im_end|>")]
    [InlineData("")]
    public void Pieces_joined_are_the_text(string text)
    {
        var bytes = Vocabulary.Tokenize(text, parseControl: false).SelectMany(t => Vocabulary.Piece(t).ToArray());

        Encoding.UTF8.GetString([.. bytes]).ShouldBe(text);
    }

    [Fact]
    public void Digits_stand_alone() => Vocabulary.Tokenize("1234", parseControl: false).Length.ShouldBe(4);

    [Fact]
    public void A_control_token_is_read_only_where_asked_for()
    {
        var control = Vocabulary.Tokenize("<|im_end|>", parseControl: true).ShouldHaveSingleItem();

        Vocabulary.IsControl(control).ShouldBeTrue();
        Vocabulary.EndOfText[control.Value].ShouldBeTrue();
        Vocabulary.Tokenize("<|im_end|>", parseControl: false).ShouldNotContain(control);
    }

    [Fact]
    public void A_lone_surrogate_is_refused() =>
        Should.Throw<EncoderFallbackException>(() => Vocabulary.Tokenize("a\uD800b", parseControl: false));

    [Fact]
    public void After_its_weights_were_freed_pieces_remain_and_tokenizing_is_refused()
    {
        LlamaBackend.Load(NullLogger.Instance);
        var weights = ModelWeights.Load(new WeightsSource { Path = MiniMath.F16Path }, new Progress<float>(), CancellationToken.None);
        var vocabulary = weights.Vocabulary;
        var token = vocabulary.Tokenize("7", parseControl: false)[0];
        weights.Dispose();

        vocabulary.Piece(token).Length.ShouldBe(1);
        Should.Throw<VocabularyFreedException>(() => vocabulary.Tokenize("7", parseControl: false));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(511, true)]
    [InlineData(512, false)]
    [InlineData(-1, false)]
    public void An_id_is_one_of_the_vocabulary_or_not(long id, bool contained) => Vocabulary.Contains(id).ShouldBe(contained);
}
