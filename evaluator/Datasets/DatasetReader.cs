namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Reads a data set from a local file or folder: JSONL, a JSON array, CSV, Parquet, or MATH's original folders of one JSON file a problem.
/// A missing or malformed row is an error with file, line and field; none is dropped.
/// </summary>
internal static class DatasetReader
{
    /// <summary>Reads problems; every row must be one.</summary>
    /// <param name="path">A file (.jsonl, .json, .csv, .tsv, .parquet) or a folder.</param>
    /// <param name="fields">Names of fields; null for the usual ones.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="DatasetException">Not there, not readable, or rows that are no problems.</exception>
    public static async Task<Dataset> ReadAsync(string path, FieldMap? fields, CancellationToken cancellation)
    {
        var reading = await ScanAsync(path, fields, cancellation);
        var name = reading.Source;
        if (reading.Kind == DatasetKind.Labelled)
        {
            throw new DatasetException($"{name}: solutions with labels of their first wrong step, to measure judges with; no problems with answers");
        }

        if (reading.Faults.Count > 0)
        {
            throw new DatasetException($"{reading.Faults}");
        }

        var repeated = reading.Problems.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1);
        return reading.Problems.Count == 0 ? throw new DatasetException($"{name}: no problem in it")
            : repeated is not null ? throw new DatasetException($"{name}: {repeated.Count()} rows have the id {repeated.Key}")
            : new Dataset
            {
                Name = Path.GetFileNameWithoutExtension(name),
                Source = name,
                Sha256 = reading.Sha256,
                Problems = reading.Problems,
                IsMiniMath = reading.Kind == DatasetKind.MiniMath,
            };
    }

    /// <summary>Reads solutions with the label of their first wrong step; every row must be one.</summary>
    /// <exception cref="DatasetException">Not there, not readable, or rows that are none.</exception>
    public static async Task<IReadOnlyList<LabelledSolution>> ReadLabelledAsync(string path, CancellationToken cancellation)
    {
        var reading = await ScanAsync(path, fields: null, cancellation);
        return reading.Kind != DatasetKind.Labelled
            ? throw new DatasetException($"{reading.Source}: no labelled solutions; a row has problem, steps, and label (ProcessBench) or first_error_step (MiniMATH)")
            : reading.Faults.Count > 0 ? throw new DatasetException($"{reading.Faults}")
            : reading.Labelled;
    }

    /// <summary>Reads what can be read, and says what cannot.</summary>
    /// <exception cref="DatasetException">Not there, or not readable as a whole.</exception>
    public static async Task<DatasetReading> ScanAsync(string path, FieldMap? fields, CancellationToken cancellation)
    {
        if (!Directory.Exists(path) && !File.Exists(path))
        {
            throw new DatasetException($"{path}: there is no such file or folder");
        }

        if (File.Exists(path) && !IsSeekable(path))
        {
            throw new DatasetException($"{path}: a pipe or terminal; a file is needed, since it is read twice");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        var rows = await RowSource.ReadAsync(path, cancellation);
        var map = fields ?? new FieldMap();
        var looks = DatasetKinds.Of(name, rows);
        // Where a map says what the fields are, the marks of other sets bind no row.
        var kind = fields is null || looks == DatasetKind.MiniMath ? looks : DatasetKind.Own;
        var scale = LevelScale.Of(rows.Select(r => r.Find(map.NamesOf("level"))));
        var faults = new RowFaults();
        var reader = new RowReader(map, kind, scale);
        return new DatasetReading
        {
            Kind = kind,
            Source = name,
            Sha256 = await SourceHash.OfAsync(path, cancellation),
            Rows = rows.Count,
            Problems = kind == DatasetKind.Labelled ? [] : Read(rows, reader.Read, faults),
            Labelled = kind == DatasetKind.Labelled ? Read(rows, LabelReader.Read, faults) : [],
            LevelsAreIndices = scale.IsIndex,
            Faults = faults,
        };
    }

    private static bool IsSeekable(string path)
    {
        using var file = File.OpenRead(path);
        return file.CanSeek;
    }

    private static List<T> Read<T>(IReadOnlyList<SourceRow> rows, Func<SourceRow, T> read, RowFaults faults)
    {
        var items = new List<T>();
        foreach (var row in rows)
        {
            try
            {
                items.Add(read(row));
            }
            catch (RowFaultException e)
            {
                faults.Add(e.Fault);
            }
        }

        return items;
    }
}
