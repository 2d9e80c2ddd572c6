using System.Text;

namespace QuantGrpc.Server.Engine.Generation;

/// <summary>Holds text back while it may be the beginning of a stop string, which may straddle tokens.</summary>
internal sealed class StopMatcher(IReadOnlyList<string> stops)
{
    private readonly StringBuilder _held = new();

    /// <summary>The stop string that appeared.</summary>
    public string? Found { get; private set; }

    /// <summary>Takes new text; returns what is certain to stay. After <see cref="Found"/> nothing more is taken.</summary>
    public string Append(StringBuilder text)
    {
        if (stops.Count == 0)
        {
            return text.ToString();
        }

        var held = _held.Append(text).ToString();
        _held.Clear();
        if (FirstStop(held) is { } at)
        {
            return held[..at];
        }

        var certain = held.Length - LongestBeginning(held);
        _held.Append(held, certain, held.Length - certain);
        return held[..certain];
    }

    /// <summary>Gives back what was held for a stop string that did not come.</summary>
    public string Flush()
    {
        var held = _held.ToString();
        _held.Clear();
        return held;
    }

    private int? FirstStop(string text)
    {
        int? first = null;
        foreach (var stop in stops)
        {
            var at = text.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (first is null || at < first))
            {
                first = at;
                Found = stop;
            }
        }

        return first;
    }

    // Length of the longest suffix that begins a stop string.
    private int LongestBeginning(string text)
    {
        var longest = 0;
        foreach (var stop in stops)
        {
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
