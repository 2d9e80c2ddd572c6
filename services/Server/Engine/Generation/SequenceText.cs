using System.Text;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>A sequence's text as it grows: tokens' bytes to whole characters, stop strings held back.</summary>
internal sealed class SequenceText
{
    private readonly Utf8Assembler _characters = new();
    private readonly StopMatcher _stops;
    private readonly StringBuilder _new = new();

    private SequenceText(IReadOnlyList<string> stops) => _stops = new StopMatcher(stops);

    /// <summary>The stop string that appeared.</summary>
    public string? StopFound => _stops.Found;

    /// <summary>
    /// The text that follows a prefix: a character that the prefix began is ended, and a stop string may have begun in what counts
    /// as own output.
    /// </summary>
    public static SequenceText After(AssistantPrefix prefix, IReadOnlyList<string> stops)
    {
        var text = new SequenceText(stops);
        foreach (var piece in prefix.Pieces)
        {
            text.Append(piece.Span, counts: prefix.OwnOutput);
        }

        return text;
    }

    /// <summary>Takes a token that is no control token; returns the text that became certain.</summary>
    public string Append(TokenId token, Vocabulary vocabulary) =>
        _characters.IsEmpty && vocabulary.WholeText(token) is { } text ? _stops.Append(text) : Append(vocabulary.Piece(token).Span, counts: true);

    /// <summary>Text that is left when no more comes: an incomplete character, and what was held for a stop string.</summary>
    public string Flush()
    {
        _new.Clear();
        _characters.Flush(_new);
        return _new.Length == 0 ? _stops.Flush() : _stops.Append(_new.ToString()) + _stops.Flush();
    }

    private string Append(ReadOnlySpan<byte> piece, bool counts)
    {
        _new.Clear();
        _characters.Append(piece, _new);
        return _new.Length == 0 || !counts ? "" : _stops.Append(_new.ToString());
    }
}
