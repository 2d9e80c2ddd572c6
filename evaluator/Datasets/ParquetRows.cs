using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows of a Parquet file: texts and numbers of flat columns; columns of other types are left out.</summary>
internal static class ParquetRows
{
    /// <exception cref="DatasetException">Not a Parquet file.</exception>
    public static async Task<List<Dictionary<string, string?>>> ReadAsync(string path, CancellationToken cancellation)
    {
        var rows = new List<Dictionary<string, string?>>();
        try
        {
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellation);
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var part = reader.OpenRowGroupReader(group);
                var first = rows.Count;
                rows.AddRange(Enumerable.Range(0, checked((int)part.RowCount)).Select(_ => new Dictionary<string, string?>()));
                foreach (var field in reader.Schema.GetDataFields().Where(f => !f.IsArray))
                {
                    var values = await ColumnAsync(part, field, cancellation);
                    for (var i = 0; i < values.Length; i++)
                    {
                        rows[first + i][field.Name] = values[i];
                    }
                }
            }
        }
        catch (Exception e) when (e is ParquetException or InvalidDataException or EndOfStreamException)
        {
            throw new DatasetException($"{path}: no readable Parquet file: {e.Message}", e);
        }

        return rows;
    }

    private static async Task<string?[]> ColumnAsync(ParquetRowGroupReader part, DataField field, CancellationToken cancellation)
    {
        var type = field.ClrType;
        if (type == typeof(ReadOnlyMemory<char>) || type == typeof(string))
        {
            var texts = new string?[part.RowCount];
            await part.ReadAsync(field, texts.AsMemory(), cancellationToken: cancellation);
            return texts;
        }

        return type == typeof(int) ? await NumbersAsync<int>(part, field, cancellation)
            : type == typeof(long) ? await NumbersAsync<long>(part, field, cancellation)
            : type == typeof(double) ? await NumbersAsync<double>(part, field, cancellation)
            : [];
    }

    private static async Task<string?[]> NumbersAsync<T>(ParquetRowGroupReader part, DataField field, CancellationToken cancellation)
        where T : struct
    {
        var numbers = new T?[part.RowCount];
        await part.ReadAsync<T>(field, numbers.AsMemory(), cancellationToken: cancellation);
        return Array.ConvertAll(numbers, n => Convert.ToString(n, CultureInfo.InvariantCulture));
    }
}
