using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// Tells whether a file is still the same without reading it through: path, size, time of change, and a hash of its first and last 64 KiB
/// (copies may keep the time, and two quantizations may have one size).
/// </summary>
internal static class FileStamp
{
    private const int Sample = 64 << 10;

    /// <exception cref="IOException">A file cannot be read.</exception>
    public static string Of(IReadOnlyList<string> files) => string.Join('\n', files.Select(Of));

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(string file)
    {
        var info = new FileInfo(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var length = stream.Length;
        Append(hash, stream);
        stream.Position = Math.Max(0, length - Sample);
        Append(hash, stream);
        return string.Create(
            CultureInfo.InvariantCulture, $"{info.FullName} {length} {info.LastWriteTimeUtc.Ticks} {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static void Append(IncrementalHash hash, FileStream stream)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Sample);
        try
        {
            hash.AppendData(buffer, 0, stream.ReadAtLeast(buffer.AsSpan(0, Sample), Sample, throwOnEndOfStream: false));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
