namespace QuantGrpc.Server.Engine.Generation;

/// <summary>
/// Holds text back while it may be the beginning of a stop string, which may straddle tokens. Allocates only while it holds some.
/// </summary>
internal sealed class StopMatcher(IReadOnlyList<string> stops)
{
    private string _held = "";

    /// <summary>The stop string that appeared.</summary>
    public string? Found { get; private set; }

    /// <summary>Takes new text; returns what is certain to stay. After <see cref="Found"/> nothing more is taken.</summary>
    public string Append(string text)
    {
        if (stops.Count == 0)
        {
            return text;
        }

        var held = _held + text;
        _held = "";
        if (FirstStop(held) is { } at)
        {
            return held[..at];
        }

        var certain = held.Length - LongestBeginning(held);
        _held = held[certain..];
        return held[..certain];
    }

    /// <summary>Gives back what was held for a stop string that did not come.</summary>
    public string Flush()
    {
        var held = _held;
        _held = "";
        return held;
    }

    private int? FirstStop(string text)
    {
        int? first = null;
        for (var i = 0; i < stops.Count; i++)
        {
            var at = text.IndexOf(stops[i], StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first))
            {
                first = at;
                Found = stops[i];
            }
        }

        return first;
    }

    // Length of the longest suffix that begins a stop string.
    private int LongestBeginning(string text)
    {
        var longest = 0;
        for (var i = 0; i < stops.Count; i++)
        {
            var stop = stops[i];
            for (var length = Math.Min(stop.Length - 1, text.Length); length > longest; length--)
            {
                if (text.AsSpan(text.Length - length).SequenceEqual(stop.AsSpan(0, length)))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }
}
