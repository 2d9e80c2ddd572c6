using Parquet;
using Parquet.Schema;
using Parquet.Serialization;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Exports;

/// <summary>Parquet, a row group every few thousand rows; steps and verdicts are JSON in a text.</summary>
internal sealed class ParquetExport(string path) : IExportFile
{
    private const int RowsPerGroup = 5000;

    private static readonly ParquetSchema Schema = new(ExportColumn.All.Select(column => (Field)new DataField(column.Name, TypeOf(column.Type), isNullable: true)));

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.ReadWrite);
    private readonly List<IDictionary<string, object?>> _rows = [];
    private bool _begun;

    public async Task WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        var values = new Dictionary<string, object?>();
        foreach (var column in ExportColumn.All)
        {
            if (column.Of(row) is { } value)
            {
                values[column.Name] = value;
            }
        }

        _rows.Add(values);
        if (_rows.Count == RowsPerGroup)
        {
            await FlushAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_rows.Count > 0 || !_begun)
        {
            await FlushAsync(CancellationToken.None);
        }

        await _file.DisposeAsync();
    }

    private async Task FlushAsync(CancellationToken cancellation)
    {
        await ParquetSerializer.SerializeUntypedAsync(_rows, Schema, _file, new ParquetOptions { Append = _begun }, cancellationToken: cancellation);
        _begun = true;
        _rows.Clear();
    }

    private static Type TypeOf(ExportType type) => type switch
    {
        ExportType.Whole => typeof(int),
        ExportType.Number => typeof(double),
        ExportType.Truth => typeof(bool),
        _ => typeof(string),
    };
}
