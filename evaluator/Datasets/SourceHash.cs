using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>SHA-256 of a data set, in lower-case hexadecimal digits.</summary>
internal static class SourceHash
{
    /// <summary>Of a file: its bytes. Of a folder: what <c>sha256sum</c> prints of its problems' files, sorted by path.</summary>
    public static async Task<string> OfAsync(string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            return await OfFileAsync(path, cancellation);
        }

        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FolderRows.FilesOf(path))
        {
            var hash = await OfFileAsync(Path.Combine(path, file), cancellation);
            all.AppendData(Encoding.UTF8.GetBytes($"{hash}  {file}\n"));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static async Task<string> OfFileAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}
