using System.Text.Json;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Exports;

/// <summary>One JSON object a line; steps and verdicts are nested lists.</summary>
internal sealed class JsonlExport(string path) : IExportFile
{
    private readonly StreamWriter _file = new(path) { NewLine = "\n" };

    public Task WriteAsync(ExportRow row, CancellationToken cancellation)
    {
        var values = ExportColumn.All.ToDictionary(
            column => column.Name,
            column => column.Type == ExportType.Json ? JsonSerializer.Deserialize<JsonElement>((string)(column.Of(row) ?? "[]")) : column.Of(row));
        return _file.WriteLineAsync(JsonSerializer.Serialize(values, JsonOutput.Options).AsMemory(), cancellation);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
