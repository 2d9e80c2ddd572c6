using System.Text;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine;

/// <summary>A sequence's text as it grows: tokens' bytes to whole characters, stop strings held back.</summary>
internal sealed class SequenceText(IReadOnlyList<string> stops)
{
    private readonly Utf8Assembler _characters = new();
    private readonly StopMatcher _stops = new(stops);
    private readonly StringBuilder _new = new();

    /// <summary>The stop string that appeared.</summary>
    public string? StopFound => _stops.Found;

    /// <summary>Takes a token's bytes; returns the text that became certain.</summary>
    public string Append(ReadOnlySpan<byte> piece)
    {
        _new.Clear();
        _characters.Append(piece, _new);
        return _new.Length == 0 ? "" : _stops.Append(_new);
    }

    /// <summary>Text that is left when no more comes: an incomplete character, and what was held for a stop string.</summary>
    public string Flush()
    {
        _new.Clear();
        _characters.Flush(_new);
        return _new.Length == 0 ? _stops.Flush() : _stops.Append(_new) + _stops.Flush();
    }
}
