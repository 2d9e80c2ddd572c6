using System.Buffers;
using Google.Protobuf;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Calls;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Calls;

public sealed class TokenEventsTests
{
    private static readonly Inspection All = new() { Logprob = true, Rank = true, Entropy = true, Margin = true, Alternatives = 10 };

    private readonly GenerationOutbox _outbox = new(capacity: 64);
    private readonly GenerateResponse _response = new();
    private readonly ArrayBufferWriter<byte> _wire = new(1 << 20);
    private readonly EventMessages _messages = new(
        MiniMath.Weights.Vocabulary,
        new GenerationRequest { Id = "r", Prompt = new TokenId[2], Sampling = new SamplingSettings { MaxTokens = 9 } },
        All);

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void A_token_goes_from_the_outbox_to_the_wire_without_an_allocation(int alternatives)
    {
        var events = new TokenEvents(_messages);
        Pass(events, tokens: 1000, alternatives); // each token's text and bytes are made when they are first wanted
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass(events, tokens: 1000, alternatives);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void A_message_that_is_used_again_says_what_a_new_one_would()
    {
        var events = new TokenEvents(_messages);
        foreach (var alternatives in (int[])[10, 3, 0, 7])
        {
            _response.Events.Clear();
            var token = Filled(alternatives, alternatives);
            events.Add(_response, token);

            _response.Events.ShouldHaveSingleItem().Token.ShouldBe(_messages.Token(token));
        }
    }

    // In messages of one to three tokens, as a reader finds them.
    private void Pass(TokenEvents events, int tokens, int alternatives)
    {
        for (var i = 0; i < tokens; i++)
        {
            _outbox.Write(Filled(i, alternatives));
            if (i % 4 == 2)
            {
                continue;
            }

            _response.Events.Clear();
            while (_outbox.Reader.TryRead(out var item) && item is TokenGenerated token)
            {
                events.Add(_response, token);
                _outbox.GiveBack(token);
            }

            _wire.ResetWrittenCount();
            _response.WriteTo(_wire);
        }
    }

    private TokenGenerated Filled(int index, int alternatives)
    {
        var token = _outbox.TakeToken();
        token.Index = index;
        token.Token = new TokenId(100 + (index % 300));
        token.Text = MiniMath.Weights.Vocabulary.WholeText(token.Token) ?? "";
        token.Figures = new RowFigures(-1.5, 1 + index, 0.7, 2);
        Span<TokenAlternative> others = stackalloc TokenAlternative[alternatives];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = new TokenAlternative(new TokenId((index + i) % 500), -i);
        }

        token.SetAlternatives(others);
        return token;
    }
}
