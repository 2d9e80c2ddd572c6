using Google.Protobuf;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Evaluator.Generation;

public sealed class TextTokenTests
{
    [Fact]
    public void A_character_that_two_tokens_share_comes_with_the_second()
    {
        var response = new TokenizeResponse
        {
            Tokens =
            {
                new TokenPiece { Id = 1, Bytes = ByteString.CopyFrom(0x61, 0xC3) },
                new TokenPiece { Id = 2, Bytes = ByteString.CopyFrom(0xA9) },
                new TokenPiece { Id = 3, Bytes = ByteString.CopyFromUtf8("😀!") },
            },
        };

        TextToken.From(response).ShouldBe([new TextToken(1, "a"), new TextToken(2, "é"), new TextToken(3, "😀!")]);
    }
}
