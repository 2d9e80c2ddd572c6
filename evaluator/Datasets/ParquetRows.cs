using System.Globalization;
using System.Runtime.CompilerServices;
using Parquet;
using Parquet.Schema;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Rows of a Parquet file: texts, numbers and truth values of flat columns; columns of other types are left out. Where the file names the
/// classes of an index, their names stand for it.
/// </summary>
internal static class ParquetRows
{
    /// <exception cref="DatasetException">Not a Parquet file, or too many rows.</exception>
    public static async IAsyncEnumerable<SourceRow> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var number = 0;
        foreach (var texts in await TableAsync(path, cancellation))
        {
            yield return new SourceRow { Place = $"{name}: row {number}", DefaultId = $"{number}", Texts = texts };
            number++;
        }
    }

    private static async Task<List<Dictionary<string, string?>>> TableAsync(string path, CancellationToken cancellation)
    {
        try
        {
            ParquetFooter.Check(path);
            await using var reader = await ParquetReader.CreateAsync(path, cancellationToken: cancellation);
            var classes = ClassNames.Of(reader.CustomMetadata);
            var rows = new List<Dictionary<string, string?>>();
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var part = reader.OpenRowGroupReader(group);
                if (part.RowCount < 0 || part.RowCount > RowSource.MostRows - rows.Count)
                {
                    throw new DatasetException($"{Path.GetFileName(path)}: row group {group} has {part.RowCount} rows; at most {RowSource.MostRows} in all are read");
                }

                rows.AddRange(await GroupAsync(reader.Schema, part, classes, cancellation));
            }

            return rows;
        }
        catch (Exception e) when (e is not (OperationCanceledException or DatasetException or UnauthorizedAccessException))
        {
            // The decoder trusts the file: a damaged one ends in whatever exception comes first.
            throw new DatasetException($"{Path.GetFileName(path)}: no readable Parquet file: {e.Message}", e);
        }
    }

    private static async Task<Dictionary<string, string?>[]> GroupAsync(
        ParquetSchema schema, ParquetRowGroupReader part, ClassNames classes, CancellationToken cancellation)
    {
        var rows = new Dictionary<string, string?>[part.RowCount];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
        }

        foreach (var field in schema.GetDataFields().Where(f => !f.IsArray && f.Path.Length == 1 && f.MaxRepetitionLevel == 0))
        {
            var values = await ColumnAsync(part, field, cancellation);
            for (var i = 0; i < values.Length; i++)
            {
                rows[i][field.Name] = classes.NameOf(field.Name, values[i]);
            }
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

        return type == typeof(int) ? await ValuesAsync<int>(part, field, cancellation)
            : type == typeof(long) ? await ValuesAsync<long>(part, field, cancellation)
            : type == typeof(double) ? await ValuesAsync<double>(part, field, cancellation)
            : type == typeof(float) ? await ValuesAsync<float>(part, field, cancellation)
            : type == typeof(short) ? await ValuesAsync<short>(part, field, cancellation)
            : type == typeof(sbyte) ? await ValuesAsync<sbyte>(part, field, cancellation)
            : type == typeof(byte) ? await ValuesAsync<byte>(part, field, cancellation)
            : type == typeof(bool) ? await ValuesAsync<bool>(part, field, cancellation)
            : [];
    }

    private static async Task<string?[]> ValuesAsync<T>(ParquetRowGroupReader part, DataField field, CancellationToken cancellation)
        where T : struct
    {
        var values = new T?[part.RowCount];
        await part.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellation);
        return Array.ConvertAll(values, v => v is null ? null : Convert.ToString(v.Value, CultureInfo.InvariantCulture));
    }
}
