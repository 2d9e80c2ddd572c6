using System.Globalization;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// How a file writes levels: "Level 5", "5", or the index of a class. Classes are those of MATH's level names in alphabetical order, so 0
/// to 4 are the levels 1 to 5 and 5 is "Level ?"; a file is read so where 0 occurs in it.
/// </summary>
internal sealed class LevelScale
{
    private const int Levels = 5;

    private LevelScale(bool isIndex) => IsIndex = isIndex;

    /// <summary>Whether levels are class indices.</summary>
    public bool IsIndex { get; }

    /// <summary>The scale of a column.</summary>
    public static LevelScale Of(IEnumerable<string?> levels) => new(levels.Any(l => l?.Trim() is "0" or "0.0"));

    /// <summary>1 to 5; null for an unknown one.</summary>
    /// <exception cref="RowFaultException">Another value.</exception>
    public int? Read(string? level, string place)
    {
        var text = level?.Trim();
        text = text?.StartsWith("Level", StringComparison.OrdinalIgnoreCase) is true ? text["Level".Length..].Trim() : text;
        if (text is null or "" or "?")
        {
            return null;
        }

        var first = IsIndex ? 0 : 1;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || value != Math.Floor(value)
            || value < first || value > Levels)
        {
            throw new RowFaultException(new RowFault(place, "level", IsIndex
                ? $"level is {level}; allowed is a class index of 0 to 5, since 0 occurs in the file"
                : $"level is {level}; allowed is 1 to 5, \"Level 1\" to \"Level 5\", or \"Level ?\""));
        }

        return !IsIndex ? (int)value : value < Levels ? (int)value + 1 : null;
    }
}
