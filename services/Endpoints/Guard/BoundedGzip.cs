using System.IO.Compression;
using Grpc.Net.Compression;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>
/// Gzip whose messages stay within the limit after decompression: the library bounds the compressed size alone, and a message
/// of 4 MiB can hold 4 GiB.
/// </summary>
public sealed class BoundedGzip(int maxMessageBytes) : ICompressionProvider
{
    /// <inheritdoc/>
    public string EncodingName => "gzip";

    /// <inheritdoc/>
    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    /// <inheritdoc/>
    public Stream CreateDecompressionStream(Stream stream) =>
        new BoundedReadStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), maxMessageBytes);
}
