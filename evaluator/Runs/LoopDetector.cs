using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>
/// Whether a text ends in a repetition of itself: the flag "looping" of an output that never came to its end. A step that repeats itself
/// under the next number repeats itself.
/// </summary>
internal static partial class LoopDetector
{
    private const int LongestUnit = 200;
    private const int Repetitions = 4;

    /// <summary>Whether the text ends with four or more copies of one unit of at most 200 characters, 24 characters together at least.</summary>
    public static bool EndsInLoop(string output)
    {
        var text = StepNumber().Replace(output, "");
        for (var unit = 1; unit <= LongestUnit; unit++)
        {
            var length = Math.Max(unit * Repetitions, 24);
            if (length <= text.Length && HasPeriod(text.AsSpan(text.Length - length), unit))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasPeriod(ReadOnlySpan<char> tail, int unit) => tail[unit..].SequenceEqual(tail[..^unit]);

    [GeneratedRegex(@"(?<=\bStep )\d+", RegexOptions.None, 1000)]
    private static partial Regex StepNumber();
}
