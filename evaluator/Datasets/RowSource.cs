namespace QuantGrpc.Evaluator.Datasets;

/// <summary>All rows of a local file or folder, by what it is called.</summary>
internal static class RowSource
{
    /// <summary>Far more than any data set of problems has: a bound on memory.</summary>
    public const int MostRows = 1_000_000;

    /// <exception cref="DatasetException">Not readable as a whole, or too many rows.</exception>
    public static async Task<IReadOnlyList<SourceRow>> ReadAsync(string path, CancellationToken cancellation)
    {
        var rows = new List<SourceRow>();
        await foreach (var row in RowsOf(path, cancellation))
        {
            rows.Add(row);
            if (rows.Count > MostRows)
            {
                throw new DatasetException($"{Path.GetFileName(path)}: more than {MostRows} rows");
            }
        }

        return rows;
    }

    private static IAsyncEnumerable<SourceRow> RowsOf(string path, CancellationToken cancellation) =>
        Directory.Exists(path) ? FolderRows.ReadAsync(path, cancellation) : Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => ParquetRows.ReadAsync(path, cancellation),
            ".csv" or ".tsv" => CsvRows.Read(path, cancellation).ToAsyncEnumerable(),
            ".json" when BeginsArray(path) => JsonRows.ArrayAsync(path, cancellation),
            _ => JsonRows.LinesAsync(path, cancellation),
        };

    private static bool BeginsArray(string path)
    {
        using var reader = new StreamReader(path);
        int next;
        do
        {
            next = reader.Read();
        }
        while (next >= 0 && char.IsWhiteSpace((char)next));
        return next == '[';
    }
}
