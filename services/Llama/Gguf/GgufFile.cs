using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Reads GGUF headers, versions 2 and 3, little-endian.</summary>
public static class GgufFile
{
    internal const uint Magic = 0x46554747; // "GGUF"
    internal const uint NewestVersion = 3;
    internal const uint DefaultAlignment = 32;
    internal const string AlignmentKey = "general.alignment";

    private const uint OldestVersion = 2;
    private const uint MaxAlignment = 1 << 20;
    private const ulong MaxKeys = 1 << 16;
    private const ulong MaxTensors = 1 << 17; // the largest files known have some 50,000: one a layer and expert
    private const ulong LeastKeyBytes = 14; // length, one character, type, one byte
    private const ulong LeastTensorBytes = 25; // length, one character, dimensions, type, offset

    /// <summary>Reads and checks the header of a file; its tensors' data is not read, but must be there.</summary>
    /// <exception cref="GgufFormatException">The file is foreign, damaged, truncated or hostile.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GgufHeader ReadHeader(string path)
    {
        using var stream = new FileStream(path, new FileStreamOptions { BufferSize = 0 });
        return ReadHeader(stream, path);
    }

    /// <summary>Reads and checks the header at the start of a stream that can seek and knows its length.</summary>
    /// <exception cref="GgufFormatException">As for a file.</exception>
    public static GgufHeader ReadHeader(Stream stream, string name)
    {
        stream.Position = 0;
        var cursor = new GgufCursor(stream, name);
        var version = ReadVersion(cursor);
        var tensorCount = ReadCount(cursor, "tensors", MaxTensors, LeastTensorBytes);
        var keyCount = ReadCount(cursor, "metadata keys", MaxKeys, LeastKeyBytes);
        var metadata = new GgufMetadataReader(cursor).Read(keyCount);
        var alignment = AlignmentOf(cursor, metadata);
        var tensors = new GgufTensorReader(cursor, alignment).Read(tensorCount);
        var layout = new GgufLayout(version, alignment, Align(cursor.Position, alignment), cursor.FileSize);
        CheckExtents(cursor, layout, tensors);
        return new GgufHeader(name, layout, metadata, tensors);
    }

    /// <summary>The next multiple of the alignment, a power of two.</summary>
    internal static long Align(long offset, uint alignment) => checked(offset + alignment - 1) & -(long)alignment;

    private static uint ReadVersion(GgufCursor cursor)
    {
        if (cursor.FileSize == 0)
        {
            throw cursor.Fault(0, "the file is empty", "a GGUF file");
        }
        if (cursor.FileSize < sizeof(uint) || cursor.ReadUInt32() != Magic)
        {
            throw cursor.Fault(0, "the file does not begin with \"GGUF\"", "a GGUF file");
        }
        var version = cursor.ReadUInt32();
        if (version is >= OldestVersion and <= NewestVersion)
        {
            return version;
        }
        // A small number seen from the wrong end has its low half empty.
        var found = (version & 0xFFFF) == 0 && version != 0 ? "a big-endian file" : $"version {version}";
        throw cursor.Fault(4, found, "little-endian files of version 2 or 3");
    }

    private static ulong ReadCount(GgufCursor cursor, string what, ulong max, ulong leastBytes)
    {
        var start = cursor.Position;
        var count = cursor.ReadUInt64();
        var most = Math.Min(max, (ulong)cursor.Left / leastBytes);
        return count <= most
            ? count
            : throw cursor.Fault(start, $"{count} {what}", $"at most {most} in a file of this size");
    }

    private static uint AlignmentOf(GgufCursor cursor, OrderedDictionary<string, GgufValue> metadata)
    {
        if (!metadata.TryGetValue(AlignmentKey, out var value))
        {
            return DefaultAlignment;
        }
        return value is GgufInteger { Type: GgufValueType.UInt32, Value: var n } && n > 0 && n <= MaxAlignment && Int128.IsPow2(n)
            ? (uint)n
            : throw cursor.Fault(value.Offset, $"{AlignmentKey} is no alignment", $"a power of two up to {MaxAlignment}, as uint32");
    }

    private static void CheckExtents(GgufCursor cursor, GgufLayout layout, ImmutableArray<GgufTensor> tensors)
    {
        if (tensors.IsEmpty)
        {
            return;
        }
        var last = tensors[^1];
        var end = checked(layout.DataStart + last.Offset + last.Bytes);
        if (end > layout.FileSize)
        {
            throw cursor.Fault(
                layout.FileSize,
                $"the file ends {end - layout.FileSize} bytes before the data of tensor '{last.Name}' does",
                $"a whole file of at least {end} bytes (this one is truncated)");
        }
    }
}
