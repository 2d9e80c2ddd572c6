using System.Buffers.Binary;
using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Reads the key-value part of a header.</summary>
internal sealed class GgufMetadataReader(GgufCursor cursor)
{
    private const int MaxKeyBytes = 65_535; // the format's own limit
    private const int MaxKeptTextBytes = 8 << 20; // all kept texts together; a long chat template has some 30 kB

    private int _keptTextBytes;

    internal OrderedDictionary<string, GgufValue> Read(ulong count)
    {
        var metadata = new OrderedDictionary<string, GgufValue>(StringComparer.Ordinal);
        for (ulong i = 0; i < count; i++)
        {
            var start = cursor.Position;
            var key = cursor.ReadText($"metadata key {i}", MaxKeyBytes, strict: true);
            if (key.Length == 0 || key.Any(char.IsControl))
            {
                throw cursor.Fault(start, $"metadata key {i} is empty or holds control characters", "printable text");
            }
            if (metadata.ContainsKey(key))
            {
                throw cursor.Fault(start, $"key '{key}' stands twice", "each key once");
            }
            metadata.Add(key, ReadTyped(key));
        }
        return metadata;
    }

    private GgufValue ReadTyped(string key)
    {
        var start = cursor.Position;
        var type = ReadType(key, start);
        return type == GgufValueType.Array ? ReadArray(key, start) : ReadValue(key, type);
    }

    private GgufValueType ReadType(string key, long start)
    {
        var type = (GgufValueType)cursor.ReadUInt32();
        return Enum.IsDefined(type)
            ? type
            : throw cursor.Fault(start, $"'{key}' has value type {(uint)type}", "0 to 12");
    }

    private GgufArray ReadArray(string key, long start)
    {
        var elementType = ReadType(key, start);
        if (elementType == GgufValueType.Array)
        {
            throw cursor.Fault(start, $"'{key}' is an array of arrays", "an array of numbers, truth values or texts");
        }
        var count = cursor.ReadUInt64();
        var leastBytes = (ulong)(GgufValueTypes.FixedBytes(elementType) ?? sizeof(ulong));
        if (count > (ulong)cursor.Left / leastBytes)
        {
            throw cursor.Fault(start, $"'{key}' promises {count} elements and {cursor.Left} bytes are left", $"at most {(ulong)cursor.Left / leastBytes} elements");
        }
        if (count > GgufArray.KeptElements)
        {
            SkipElements(key, elementType, count);
            return new GgufArray(elementType, (long)count, [], start);
        }
        var elements = ImmutableArray.CreateBuilder<GgufValue>((int)count);
        for (ulong i = 0; i < count; i++)
        {
            elements.Add(ReadValue(key, elementType));
        }
        return new GgufArray(elementType, (long)count, elements.MoveToImmutable(), start);
    }

    private void SkipElements(string key, GgufValueType type, ulong count)
    {
        if (GgufValueTypes.FixedBytes(type) is { } bytes)
        {
            cursor.Skip(count * (ulong)bytes, $"array '{key}'");
            return;
        }
        for (ulong i = 0; i < count; i++)
        {
            cursor.SkipText("a text of an array");
        }
    }

    private GgufValue ReadValue(string key, GgufValueType type)
    {
        var start = cursor.Position;
        return type switch
        {
            GgufValueType.UInt8 => new GgufInteger(type, cursor.ReadByte(), start),
            GgufValueType.Int8 => new GgufInteger(type, (sbyte)cursor.ReadByte(), start),
            GgufValueType.UInt16 => new GgufInteger(type, BinaryPrimitives.ReadUInt16LittleEndian(cursor.Take(2)), start),
            GgufValueType.Int16 => new GgufInteger(type, BinaryPrimitives.ReadInt16LittleEndian(cursor.Take(2)), start),
            GgufValueType.UInt32 => new GgufInteger(type, cursor.ReadUInt32(), start),
            GgufValueType.Int32 => new GgufInteger(type, (int)cursor.ReadUInt32(), start),
            GgufValueType.UInt64 => new GgufInteger(type, cursor.ReadUInt64(), start),
            GgufValueType.Int64 => new GgufInteger(type, (long)cursor.ReadUInt64(), start),
            GgufValueType.Float32 => new GgufReal(type, BinaryPrimitives.ReadSingleLittleEndian(cursor.Take(4)), start),
            GgufValueType.Float64 => new GgufReal(type, BinaryPrimitives.ReadDoubleLittleEndian(cursor.Take(8)), start),
            GgufValueType.Bool => ReadBoolean(key, start),
            _ => ReadText(key, start),
        };
    }

    private GgufBoolean ReadBoolean(string key, long start)
    {
        var value = cursor.ReadByte();
        return value <= 1
            ? new GgufBoolean(value == 1, start)
            : throw cursor.Fault(start, $"'{key}' is the truth value {value}", "0 or 1");
    }

    private GgufText ReadText(string key, long start)
    {
        var text = cursor.ReadText($"the text of '{key}'", MaxKeptTextBytes - _keptTextBytes, strict: false);
        _keptTextBytes += (int)(cursor.Position - start - sizeof(ulong));
        return new GgufText(text, start);
    }
}
