using System.Runtime.CompilerServices;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Rows of MATH's original folders: one JSON file a problem, its path the id.</summary>
internal static class FolderRows
{
    private const int LongestFile = LineReader.LongestLine;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Links are followed; one that leads back up ends here.
    private static readonly EnumerationOptions Depth = new() { RecurseSubdirectories = true, MaxRecursionDepth = 4, AttributesToSkip = FileAttributes.None };

    /// <summary>Paths of the problems, relative and sorted.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.json", Depth).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static async IAsyncEnumerable<SourceRow> ReadAsync(string folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in FilesOf(folder))
        {
            yield return await RowAsync(Path.Combine(folder, file), file, cancellation);
        }
    }

    private static async Task<SourceRow> RowAsync(string path, string relative, CancellationToken cancellation)
    {
        var length = new FileInfo(path).Length;
        if (length > LongestFile)
        {
            return SourceRow.Broken(relative, $"{length} bytes; at most {LongestFile} a problem are read");
        }

        try
        {
            return JsonRows.Parse(await File.ReadAllTextAsync(path, Strict, cancellation), relative, relative);
        }
        catch (DecoderFallbackException)
        {
            return SourceRow.Broken(relative, "no valid UTF-8");
        }
    }
}
