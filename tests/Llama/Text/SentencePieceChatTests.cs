using System.Text;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Tests.Llama.Text;

/// <summary>Chats on a vocabulary that wants a beginning of text and puts a space before a text.</summary>
public sealed class SentencePieceChatTests : IDisposable
{
    private readonly ModelWeights _weights = SentencePieceModel.Load();

    private Vocabulary Vocabulary => _weights.Vocabulary;

    public void Dispose() => _weights.Dispose();

    [Theory]
    [InlineData("{{ bos_token }}[INST] {{ messages[0].content }} [/INST]")]
    [InlineData("[INST] {{ messages[0].content }} [/INST]")]
    [InlineData("{{ bos_token + '[INST] ' + messages[0].content + ' [/INST]' }}")]
    public void One_beginning_of_text_stands_first_whoever_writes_it(string source)
    {
        var tokens = Render(source, "<s>ab").Tokens;

        tokens.Count(token => token == Vocabulary.BeginningOfText).ShouldBe(1);
        tokens[0].ShouldBe(Vocabulary.BeginningOfText.ShouldNotBeNull());
    }

    [Theory]
    [InlineData("[INST] {{ messages[0].content }} [/INST]", "ab x")]
    [InlineData("<s>[INST] {{ messages[0].content }} [/INST]", "  \nab ")]
    [InlineData("<s>[INST] {{ messages[0].content }}[/INST] a</s>{{ messages[0].content }}.", "ab")]
    public void A_space_stands_only_where_the_whole_text_has_it(string source, string content)
    {
        var rendered = Render(source, content);

        TextOf(rendered.Tokens.Where(token => !Vocabulary.IsControl(token)))
            .ShouldBe(TextOf(Vocabulary.Tokenize(rendered.Text, parseControl: true).Where(token => !Vocabulary.IsControl(token))));
    }

    [Fact]
    public void Beginning_and_end_have_a_text_for_templates() =>
        Render("{{ '[' + bos_token + eos_token + ']' }}", "x").Text.ShouldBe("[<s></s>]");

    [Fact]
    public void Their_text_in_a_content_stays_ordinary_text() =>
        Render("<s>[INST] {{ messages[0].content }} [/INST]", "<s>a</s>").Tokens.Count(Vocabulary.IsControl).ShouldBe(1);

    private RenderedChat Render(string source, string content) =>
        ChatTemplate.Parse(source).Render([new ChatTurn("user", content)], Vocabulary, DateTimeOffset.UnixEpoch);

    private string TextOf(IEnumerable<TokenId> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(token => Vocabulary.Piece(token).ToArray())]);
}
