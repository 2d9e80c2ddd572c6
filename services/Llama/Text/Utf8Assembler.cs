using System.Buffers;
using System.Text;

namespace QuantGrpc.Llama.Text;

/// <summary>
/// Joins tokens' bytes into text: whole characters only, a byte sequence that can never become one is U+FFFD.
/// The result is the same however the bytes are cut.
/// </summary>
public sealed class Utf8Assembler
{
    private readonly byte[] _partial = new byte[4];
    private int _partialLength;

    /// <summary>Whether no character has begun.</summary>
    public bool IsEmpty => _partialLength == 0;

    /// <summary>Appends the characters that these bytes complete.</summary>
    public void Append(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        foreach (var value in bytes)
        {
            _partial[_partialLength++] = value;
            Drain(text);
        }
    }

    /// <summary>Appends U+FFFD for a character that was left incomplete.</summary>
    public void Flush(StringBuilder text)
    {
        if (_partialLength > 0)
        {
            text.Append('\uFFFD');
            _partialLength = 0;
        }
    }

    private void Drain(StringBuilder text)
    {
        Span<char> characters = stackalloc char[2];
        while (_partialLength > 0)
        {
            var status = Rune.DecodeFromUtf8(_partial.AsSpan(0, _partialLength), out var rune, out var consumed);
            if (status == OperationStatus.NeedMoreData)
            {
                return;
            }

            text.Append(characters[..rune.EncodeToUtf16(characters)]);
            _partialLength -= consumed;
            _partial.AsSpan(consumed, _partialLength).CopyTo(_partial);
        }
    }
}
