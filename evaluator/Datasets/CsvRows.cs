using System.Text;
using nietras.SeparatedValues;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows of a file of separated values with a header; the separator is that of the header.</summary>
internal static class CsvRows
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="DatasetException">No UTF-8, no header, or two columns of one name.</exception>
    public static IEnumerable<SourceRow> Read(string path, CancellationToken cancellation)
    {
        var rows = new List<SourceRow>();
        try
        {
            using var text = new StreamReader(path, Strict);
            using var reader = Sep.Reader(o => o with { Unescape = true, DisableColCountCheck = true }).From(text);
            foreach (var row in reader)
            {
                cancellation.ThrowIfCancellationRequested();
                rows.Add(RowOf(row, reader.Header, Path.GetFileName(path)));
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or NotSupportedException or InvalidOperationException)
        {
            throw new DatasetException($"{Path.GetFileName(path)}: no readable file of separated values: {e.Message}", e);
        }

        return rows;
    }

    private static SourceRow RowOf(SepReader.Row row, SepReaderHeader header, string name)
    {
        var place = $"{name}:{row.LineNumberFrom}";
        // Counted before a column is touched: quotes are taken away in place.
        if (row.Span.Count('"') % 2 != 0)
        {
            return SourceRow.Broken(place, "a quoted field is not closed");
        }

        if (row.ColCount != header.ColNames.Count)
        {
            return SourceRow.Broken(place, $"{row.ColCount} columns; the header has {header.ColNames.Count}");
        }

        var texts = new Dictionary<string, string?>();
        for (var i = 0; i < row.ColCount; i++)
        {
            texts[header.ColNames[i]] = row[i].ToString();
        }

        return new SourceRow { Place = place, DefaultId = $"{row.RowIndex}", Texts = texts };
    }
}
