using Grpc.Core;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Reads an inner stream up to a limit. Beyond it, and where the data is corrupt, it throws what the caller is told.</summary>
internal sealed class BoundedReadStream(Stream inner, int limit) : Stream
{
    private int _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED beyond the limit, INTERNAL for corrupt data.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = ReadInner(buffer);
        _read += read;
        return _read <= limit
            ? read
            : throw GrpcErrors.LimitExceeded($"the message exceeds {limit} bytes after decompression");
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadInner(Span<byte> buffer)
    {
        try
        {
            return inner.Read(buffer);
        }
        catch (InvalidDataException)
        {
            throw GrpcErrors.MalformedMessage("its gzip data is corrupt or cut off");
        }
    }
}
