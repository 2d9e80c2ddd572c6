using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>Reads the tensor part of a header and holds it to llama.cpp's own rules, so that native code meets no surprise.</summary>
internal sealed class GgufTensorReader(GgufCursor cursor, uint alignment)
{
    private const int MaxNameBytes = 63; // GGML_MAX_NAME less its NUL
    private const uint MaxDimensions = 4;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    // llama.cpp asks that the tensors' data lie one after the other in the order of their descriptions, each padded.
    private long _expectedOffset;

    internal ImmutableArray<GgufTensor> Read(ulong count)
    {
        var tensors = ImmutableArray.CreateBuilder<GgufTensor>();
        for (ulong i = 0; i < count; i++)
        {
            tensors.Add(ReadOne(i));
        }
        return tensors.ToImmutable();
    }

    private GgufTensor ReadOne(ulong index)
    {
        var start = cursor.Position;
        var name = cursor.ReadText($"the name of tensor {index}", MaxNameBytes, strict: true);
        if (name.Length == 0 || name.Any(char.IsControl))
        {
            throw cursor.Fault(start, $"the name of tensor {index} is empty or holds control characters", "printable text");
        }
        if (!_names.Add(name))
        {
            throw cursor.Fault(start, $"tensor '{name}' stands twice", "each name once");
        }
        var shape = ReadShape(name);
        var type = ReadType(name);
        var (elements, bytes) = Measure(name, shape, type, start);
        return new GgufTensor(name, shape, type, ReadOffset(name, bytes), elements, bytes);
    }

    private ImmutableArray<long> ReadShape(string name)
    {
        var start = cursor.Position;
        var dimensions = cursor.ReadUInt32();
        if (dimensions > MaxDimensions)
        {
            throw cursor.Fault(start, $"tensor '{name}' has {dimensions} dimensions", $"at most {MaxDimensions}");
        }
        var shape = ImmutableArray.CreateBuilder<long>((int)dimensions);
        for (var i = 0; i < dimensions; i++)
        {
            var at = cursor.Position;
            var length = cursor.ReadUInt64();
            if (length is 0 or > long.MaxValue)
            {
                throw cursor.Fault(at, $"dimension {i} of tensor '{name}' is {length}", $"1 to {long.MaxValue}");
            }
            shape.Add((long)length);
        }
        return shape.MoveToImmutable();
    }

    private GgmlType ReadType(string name)
    {
        var start = cursor.Position;
        var number = cursor.ReadUInt32();
        return GgmlTypes.IsKnown((GgmlType)number)
            ? (GgmlType)number
            : throw cursor.Fault(start, $"tensor '{name}' has type {number}", "a number of ggml's that it has not removed (0 to 42)");
    }

    private Extent Measure(string name, ImmutableArray<long> shape, GgmlType type, long start)
    {
        var traits = type.Traits();
        var row = shape.IsEmpty ? 1 : shape[0];
        if (row % traits.BlockWeights != 0)
        {
            throw cursor.Fault(start, $"rows of {row} weights in tensor '{name}'", $"multiples of {traits.BlockWeights} for {traits.Name}");
        }
        try
        {
            var elements = shape.Aggregate(1L, (product, length) => checked(product * length));
            return new Extent(elements, checked(elements / row * traits.RowBytes(row)));
        }
        catch (OverflowException)
        {
            throw cursor.Fault(start, $"tensor '{name}' of shape {string.Join(" x ", shape)} overflows", $"at most {long.MaxValue} bytes");
        }
    }

    private long ReadOffset(string name, long bytes)
    {
        var start = cursor.Position;
        var offset = cursor.ReadUInt64();
        if (offset != (ulong)_expectedOffset)
        {
            throw cursor.Fault(start, $"the data of tensor '{name}' lies at {offset}", $"{_expectedOffset}, right after the tensor before, aligned to {alignment}");
        }
        // A tensor that ends beyond the file is refused here, which also keeps the sum from overflowing.
        if (bytes > cursor.FileSize - _expectedOffset)
        {
            throw cursor.Fault(start, $"the data of tensor '{name}' takes {bytes} bytes from {offset} on", $"what a file of {cursor.FileSize} bytes holds (is it truncated?)");
        }
        _expectedOffset = GgufFile.Align(_expectedOffset + bytes, alignment);
        return (long)offset;
    }

    private readonly record struct Extent(long Elements, long Bytes);
}
