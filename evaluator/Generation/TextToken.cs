using System.Text;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>A token of a given text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What of the text became certain with it, whole characters only; all of them joined are the text.</param>
internal sealed record TextToken(uint Id, string Text)
{
    /// <summary>Tokens of a server, whose pieces may end inside a character.</summary>
    public static IReadOnlyList<TextToken> From(TokenizeResponse response)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var tokens = new List<TextToken>(response.Tokens.Count);
        foreach (var token in response.Tokens)
        {
            var characters = new char[Encoding.UTF8.GetMaxCharCount(token.Bytes.Length)];
            var count = decoder.GetChars(token.Bytes.Span, characters, flush: false);
            tokens.Add(new TextToken(token.Id, new string(characters, 0, count)));
        }

        return tokens;
    }
}
