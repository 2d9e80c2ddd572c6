using System.Text.Json;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>A report as JSON: what its page shows.</summary>
internal static class ReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes the file; an older one is replaced when the new one is whole.</summary>
    public static async Task WriteAsync(ReportModel report, string path, CancellationToken cancellation)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
        var partial = $"{full}.partial";
        await using (var file = File.Create(partial))
        {
            await JsonSerializer.SerializeAsync(file, report, Options, cancellation);
        }

        File.Move(partial, full, overwrite: true);
    }
}
