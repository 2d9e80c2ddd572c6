using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Commands.Exports;

/// <summary>A file of rows in one of its forms. Disposed, it is whole.</summary>
internal interface IExportFile : IAsyncDisposable
{
    Task WriteAsync(ExportRow row, CancellationToken cancellation);
}

/// <summary>Files by the end of their names.</summary>
internal static class ExportFile
{
    /// <summary>Begins a file, over one that is there.</summary>
    /// <exception cref="RunRefusedException">The name ends otherwise.</exception>
    public static IExportFile Begin(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" => new JsonlExport(path),
        ".csv" => new CsvExport(path),
        ".parquet" => new ParquetExport(path),
        _ => throw new RunRefusedException($"--out {path}: allowed are names that end in .jsonl, .csv or .parquet"),
    };
}
