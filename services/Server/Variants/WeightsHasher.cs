using System.Security.Cryptography;
using System.Text;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// SHA-256 of weights, remembered by the file's <see cref="FileStamp"/>: a file of 100 GB is read once. The hash of a split file is that of its
/// parts' hashes, one a line.
/// </summary>
internal sealed class WeightsHasher(string cacheFolder)
{
    /// <summary>Where hashes are remembered by default: <c>$XDG_CACHE_HOME/quantgrpc</c>, or <c>~/.cache/quantgrpc</c>.</summary>
    public static string DefaultFolder { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "quantgrpc");

    /// <summary>The hash of all parts, in order.</summary>
    /// <exception cref="IOException">A part cannot be read.</exception>
    public async Task<string> HashAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var parts = new List<string>();
        foreach (var file in files)
        {
            parts.Add(await HashAsync(file, cancellation));
        }

        return parts.Count == 1 ? parts[0] : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }

    private async Task<string> HashAsync(string file, CancellationToken cancellation)
    {
        var key = FileStamp.Of(file);
        var entry = Path.Combine(cacheFolder, $"sha256-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}");
        if (Remembered(entry) is { } known)
        {
            return known;
        }

        await using var stream = new FileStream(file, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 20 });
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        Remember(entry, hash);
        return hash;
    }

    private static string? Remembered(string entry)
    {
        try
        {
            var text = File.ReadAllText(entry);
            return text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // not there yet, or a cache that cannot be read: the file is hashed
        }
    }

    // Written aside and moved: another process sees a whole entry or none.
    private void Remember(string entry, string hash)
    {
        try
        {
            Directory.CreateDirectory(cacheFolder);
            var partial = $"{entry}.{Environment.ProcessId}.{Guid.NewGuid():N}";
            File.WriteAllText(partial, hash);
            File.Move(partial, entry, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only home costs a hash at every start, nothing else.
        }
    }
}
