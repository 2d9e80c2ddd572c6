using System.Runtime.CompilerServices;
using Google.Protobuf;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Calls;

/// <summary>A vocabulary's tokens as bytes of messages, each made once. Safe for any thread.</summary>
internal sealed class TokenBytes
{
    private static readonly ConditionalWeakTable<Vocabulary, TokenBytes> Known = [];

    private readonly Vocabulary _vocabulary;
    private readonly ByteString?[] _bytes;

    private TokenBytes(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _bytes = new ByteString?[vocabulary.Count];
    }

    /// <summary>A token's bytes; a control token's name.</summary>
    // The vocabulary lives as long as the variant and its pieces never change: no copy.
    public ByteString this[TokenId token] => _bytes[token.Value] ??= UnsafeByteOperations.UnsafeWrap(_vocabulary.Piece(token));

    /// <summary>Those of a vocabulary, for all calls that it serves.</summary>
    public static TokenBytes Of(Vocabulary vocabulary) => Known.GetValue(vocabulary, static known => new TokenBytes(known));
}
