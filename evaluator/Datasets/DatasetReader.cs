using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Reads a data set from a local file or folder: JSONL, Parquet, or MATH's original folders of one JSON file a problem. A missing or
/// malformed row is an error with file, line and field; none is dropped.
/// </summary>
internal static class DatasetReader
{
    /// <summary>Reads it whole.</summary>
    /// <param name="path">A file (.jsonl, .json, .parquet) or a folder.</param>
    /// <param name="fields">Names of fields; null for the usual ones.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="DatasetException">Not there, not readable, or a row that is no problem.</exception>
    public static async Task<Dataset> ReadAsync(string path, FieldMap? fields, CancellationToken cancellation)
    {
        var rows = new RowReader(fields ?? new FieldMap());
        if (Directory.Exists(path))
        {
            return await FolderAsync(path, rows, cancellation);
        }

        if (!File.Exists(path))
        {
            throw new DatasetException($"--data {path}: there is no such file or folder");
        }

        var name = Path.GetFileName(path);
        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        return path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase)
            ? Make(name, hash, Parquet(await ParquetRows.ReadAsync(path, cancellation), name, rows), isMiniMath: false)
            : await LinesAsync(path, hash, rows, cancellation);
    }

    private static async Task<Dataset> LinesAsync(string path, string hash, RowReader rows, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var problems = new List<Problem>();
        var synthetic = true;
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(path, cancellation))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                var row = JsonRows.Parse(line, $"{name}:{number}");
                synthetic &= row.ContainsKey("family"); // MiniMATH's rows alone name the family that a problem was drawn from
                problems.Add(rows.Read(row, $"{name}:{number}", $"{number}"));
            }
        }

        return Make(name, hash, problems, synthetic);
    }

    private static async Task<Dataset> FolderAsync(string path, RowReader rows, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(path, file).Replace('\\', '/');
            var bytes = await File.ReadAllBytesAsync(file, cancellation);
            hash.AppendData(Encoding.UTF8.GetBytes(relative));
            hash.AppendData(bytes);
            problems.Add(rows.Read(JsonRows.Parse(Encoding.UTF8.GetString(bytes), relative), relative, relative));
        }

        return Make(Path.GetFileName(Path.GetFullPath(path)), Convert.ToHexStringLower(hash.GetHashAndReset()), problems, isMiniMath: false);
    }

    private static List<Problem> Parquet(List<Dictionary<string, string?>> table, string name, RowReader rows) =>
        [.. table.Select((row, i) => rows.Read(row, $"{name}: row {i}", $"{i}"))];

    private static Dataset Make(string name, string hash, List<Problem> problems, bool isMiniMath)
    {
        var repeated = problems.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1);
        return problems.Count == 0 ? throw new DatasetException($"{name}: no problem in it")
            : repeated is not null ? throw new DatasetException($"{name}: {repeated.Count()} rows have the id {repeated.Key}")
            : new Dataset { Name = Path.GetFileNameWithoutExtension(name), Source = name, Sha256 = hash, Problems = problems, IsMiniMath = isMiniMath };
    }
}
