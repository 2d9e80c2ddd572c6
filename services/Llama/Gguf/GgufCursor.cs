using System.Buffers.Binary;
using System.Text;

namespace QuantGrpc.Llama.Gguf;

/// <summary>
/// Reads a header forwards. Every read is checked against the file's end and against the largest header allowed before a byte
/// of memory is asked for, so that no length in the file can cost more than the file itself holds.
/// </summary>
internal sealed class GgufCursor
{
    // The largest vocabularies known (some 260,000 tokens with merges and scores) need under 20 MiB.
    private const long MaxHeaderBytes = 128L << 20;
    private const int BufferBytes = 64 << 10;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private int _at;
    private int _filled;

    internal GgufCursor(Stream stream, string file)
    {
        _stream = stream;
        File = file;
        FileSize = stream.Length;
        _buffer = new byte[(int)Math.Min(BufferBytes, Math.Max(FileSize, 16))];
    }

    /// <summary>The name that errors give.</summary>
    internal string File { get; }

    /// <summary>Bytes of the whole file.</summary>
    internal long FileSize { get; }

    /// <summary>Offset of the next byte.</summary>
    internal long Position { get; private set; }

    /// <summary>Bytes that the header may still take.</summary>
    internal long Left => Math.Min(FileSize, MaxHeaderBytes) - Position;

    internal byte ReadByte() => Take(1)[0];

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The next few bytes; valid until the next read.</summary>
    internal ReadOnlySpan<byte> Take(int count)
    {
        Demand((ulong)count, Position, $"a field of {count} bytes");
        if (_filled - _at < count)
        {
            Refill(count);
        }
        var span = _buffer.AsSpan(_at, count);
        _at += count;
        Position += count;
        return span;
    }

    /// <summary>Passes over bytes without keeping them.</summary>
    internal void Skip(ulong count, string what)
    {
        Demand(count, Position, what);
        Position += (long)count;
        if (count <= (ulong)(_filled - _at))
        {
            _at += (int)count;
            return;
        }
        _at = _filled = 0;
        _stream.Position = Position;
    }

    /// <summary>Passes over a length and as many bytes.</summary>
    internal void SkipText(string what)
    {
        var start = Position;
        var length = ReadUInt64();
        Demand(length, start, what);
        Skip(length, what);
    }

    /// <summary>Reads a length and as many bytes of UTF-8, at most <paramref name="max"/> of them.</summary>
    /// <param name="what">What is read, for the message.</param>
    /// <param name="max">The most bytes allowed.</param>
    /// <param name="strict">Whether bytes that are not UTF-8 are a fault; otherwise they are read as U+FFFD.</param>
    internal string ReadText(string what, int max, bool strict)
    {
        var start = Position;
        var length = ReadUInt64();
        if (length > (ulong)max)
        {
            throw Fault(start, $"{what} of {length} bytes", $"at most {max} bytes");
        }
        Demand(length, start, what);
        var bytes = length <= (ulong)_buffer.Length ? Take((int)length) : TakeLong((int)length);
        try
        {
            return strict ? Strict.GetString(bytes) : Encoding.UTF8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Fault(start, $"{what} is not UTF-8", "UTF-8 text");
        }
    }

    internal GgufFormatException Fault(long offset, string found, string allowed) => new(File, offset, found, allowed);

    private void Demand(ulong count, long start, string what)
    {
        if (count <= (ulong)Left)
        {
            return;
        }
        throw FileSize <= MaxHeaderBytes
            ? Fault(start, $"{what} needs {count} more bytes and the file ends after {Left}", "what the file holds (is it truncated?)")
            : Fault(start, $"{what} of {count} bytes", $"a header of at most {MaxHeaderBytes} bytes");
    }

    private byte[] TakeLong(int count)
    {
        var bytes = new byte[count];
        var buffered = _filled - _at;
        _buffer.AsSpan(_at, buffered).CopyTo(bytes);
        _at = _filled = 0;
        ReadFrom(bytes.AsSpan(buffered), count - buffered);
        Position += count;
        return bytes;
    }

    private void Refill(int count)
    {
        var kept = _filled - _at;
        _buffer.AsSpan(_at, kept).CopyTo(_buffer);
        _at = 0;
        _filled = kept;
        _filled += ReadFrom(_buffer.AsSpan(kept), count - kept);
    }

    // The file may be cut while it is read: then fewer bytes come than its length promised.
    private int ReadFrom(Span<byte> target, int least)
    {
        var read = _stream.ReadAtLeast(target, least, throwOnEndOfStream: false);
        return read >= least ? read : throw Fault(Position, "the file became shorter while it was read", "a file that nobody writes to");
    }
}
