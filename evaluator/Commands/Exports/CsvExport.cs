using System.Globalization;
using nietras.SeparatedValues;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Exports;

/// <summary>Separated by commas with a header, quoted as RFC 4180 says; steps and verdicts are JSON in a cell.</summary>
internal sealed class CsvExport(string path) : IExportFile
{
    private readonly SepWriter _file = Sep.New(',').Writer(options => options with { Escape = true }).ToFile(path);

    public Task WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var line = _file.NewRow();
        foreach (var column in ExportColumn.All)
        {
            line[column.Name].Set(column.Of(row) switch
            {
                null => "",
                bool value => value ? "true" : "false",
                var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
            });
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }
}
