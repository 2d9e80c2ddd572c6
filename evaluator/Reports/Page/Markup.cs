using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace QuantGrpc.Evaluator.Reports.Page;

/// <summary>Texts and numbers as they stand in the page's static part.</summary>
internal static class Markup
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Text as it may stand between tags and in quoted attributes.</summary>
    public static string Encode(string text) => Encoder.Encode(text);

    /// <summary>Halves are rounded away from zero, as the page's scripts do; a minus sign is not a hyphen, and zero has no sign.</summary>
    public static string Number(double value, int digits = 1)
    {
        var text = value.ToString(digits == 0 ? "0" : $"0.{new string('0', digits)}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyInRange('1', '9') ? text.Replace('-', '−') : text.TrimStart('-');
    }

    /// <summary>An acceptable loss in points, as it was chosen.</summary>
    public static string Chosen(double loss) => loss.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Range(double low, double high) => $"{Number(low)} to {Number(high)}";

    public static string Probability(double p) => p < 0.001 ? "&lt; 0.001" : Number(p, 3);

    /// <summary>Bytes in the unit that suits them.</summary>
    public static string Bytes(long count)
    {
        var unit = 0;
        var value = (double)count;
        for (; value >= 1024 && unit < Units.Length - 1; unit++)
        {
            value /= 1024;
        }

        return $"{Number(value, unit == 0 ? 0 : value < 10 ? 2 : 1)} {Units[unit]}";
    }

    /// <summary>A cell of a table, with smaller lines below its value; what is null is left out.</summary>
    /// <param name="value">Markup.</param>
    /// <param name="below">Markup.</param>
    public static string Cell(string value, params IEnumerable<string?> below) =>
        $"<td>{value}{string.Concat(below.Where(b => b is not null).Select(b => $"<small>{b}</small>"))}</td>";
}
