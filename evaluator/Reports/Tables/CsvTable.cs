using System.Globalization;
using nietras.SeparatedValues;

namespace QuantGrpc.Evaluator.Reports.Tables;

/// <summary>A table as it is written: numbers as a program reads them, with a point and all their digits.</summary>
internal static class CsvTable
{
    /// <summary>Writes the file; an older one is replaced.</summary>
    public static void Write<T>(string path, IEnumerable<T> rows, IReadOnlyList<CsvColumn<T>> columns)
    {
        using var writer = Sep.New(',').Writer(options => options with { Escape = true, CultureInfo = CultureInfo.InvariantCulture }).ToFile(path);
        writer.Header.Add([.. columns.Select(c => c.Name)]);
        foreach (var row in rows)
        {
            using var line = writer.NewRow();
            foreach (var column in columns)
            {
                line[column.Name].Set(Text(column.Value(row)));
            }
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
