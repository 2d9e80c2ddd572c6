using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace QuantGrpc.Llama.Gguf;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">1 to 63 bytes of UTF-8.</param>
/// <param name="Shape">Weights in each dimension, the row's length first; rows fill whole blocks of the type.</param>
/// <param name="Type">How the weights are stored.</param>
/// <param name="Write">Writes exactly the data's bytes; called once, in order.</param>
public sealed record GgufTensorSource(string Name, ImmutableArray<long> Shape, GgmlType Type, Action<Stream> Write)
{
    /// <summary>A tensor whose data is at hand.</summary>
    public static GgufTensorSource Of(string name, ImmutableArray<long> shape, GgmlType type, ReadOnlyMemory<byte> data) =>
        new(name, shape, type, stream => stream.Write(data.Span));

    /// <summary>Bytes of the data.</summary>
    public long Bytes => Shape.Skip(1).Aggregate(Type.Traits().RowBytes(Shape[0]), (product, length) => checked(product * length));
}

/// <summary>Writes GGUF files of version 3: metadata and tensors in the order in which they were added.</summary>
public sealed class GgufWriter
{
    private readonly OrderedDictionary<string, GgufValue> _metadata = new(StringComparer.Ordinal);
    private readonly List<GgufTensorSource> _tensors = [];

    /// <summary>Adds one metadata value. A key that is there already is an <see cref="ArgumentException"/>.</summary>
    public GgufWriter Add(string key, GgufValue value)
    {
        if (value is GgufArray { IsKept: false })
        {
            throw new ArgumentException($"The elements of '{key}' were not kept when it was read.", nameof(value));
        }
        _metadata.Add(key, value);
        return this;
    }

    /// <summary>Adds one tensor.</summary>
    public GgufWriter Add(GgufTensorSource tensor)
    {
        var block = tensor.Type.Traits().BlockWeights;
        if (tensor.Shape.Length is 0 or > 4 || tensor.Shape.Any(length => length < 1) || tensor.Shape[0] % block != 0)
        {
            throw new ArgumentException(
                $"Tensor '{tensor.Name}' has shape {string.Join(" x ", tensor.Shape)}; allowed: 1 to 4 dimensions, rows of a multiple of {block}.",
                nameof(tensor));
        }
        _tensors.Add(tensor);
        return this;
    }

    /// <summary>Writes the file; the stream must know its position, and begin at 0.</summary>
    /// <exception cref="InvalidOperationException">A tensor wrote another number of bytes than its shape says.</exception>
    public void WriteTo(Stream stream)
    {
        var alignment = Alignment();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(GgufFile.Magic);
        writer.Write(GgufFile.NewestVersion);
        writer.Write((ulong)_tensors.Count);
        writer.Write((ulong)_metadata.Count);
        foreach (var (key, value) in _metadata)
        {
            WriteText(writer, key);
            writer.Write((uint)value.Type);
            WriteValue(writer, value);
        }
        WriteDescriptions(writer, alignment);
        writer.Flush();
        foreach (var tensor in _tensors)
        {
            Pad(stream, alignment);
            var start = stream.Position;
            tensor.Write(stream);
            if (stream.Position - start != tensor.Bytes)
            {
                throw new InvalidOperationException($"Tensor '{tensor.Name}' wrote {stream.Position - start} bytes where {tensor.Bytes} belong.");
            }
        }
        Pad(stream, alignment);
    }

    private uint Alignment() => _metadata.GetValueOrDefault(GgufFile.AlignmentKey) is GgufInteger { Value: var value }
        ? (uint)value
        : GgufFile.DefaultAlignment;

    private void WriteDescriptions(BinaryWriter writer, uint alignment)
    {
        var offset = 0L;
        foreach (var tensor in _tensors)
        {
            WriteText(writer, tensor.Name);
            writer.Write((uint)tensor.Shape.Length);
            foreach (var length in tensor.Shape)
            {
                writer.Write(length);
            }
            writer.Write((uint)tensor.Type);
            writer.Write(offset);
            offset = GgufFile.Align(offset + tensor.Bytes, alignment);
        }
    }

    private static void WriteValue(BinaryWriter writer, GgufValue value)
    {
        switch (value)
        {
            case GgufText text:
                WriteText(writer, text.Value);
                break;
            case GgufBoolean boolean:
                writer.Write(boolean.Value);
                break;
            case GgufReal { Type: GgufValueType.Float32 } real:
                writer.Write((float)real.Value);
                break;
            case GgufReal real:
                writer.Write(real.Value);
                break;
            case GgufInteger integer:
                WriteInteger(writer, integer);
                break;
            case GgufArray array:
                writer.Write((uint)array.ElementType);
                writer.Write((ulong)array.Count);
                foreach (var element in array.Elements)
                {
                    WriteValue(writer, element);
                }
                break;
            default:
                throw new ArgumentException($"A value of type {value.Type} cannot be written.", nameof(value));
        }
    }

    private static void WriteInteger(BinaryWriter writer, GgufInteger integer)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, integer.Value);
        writer.Write(bytes[..(GgufValueTypes.FixedBytes(integer.Type) ?? 8)]);
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private static void Pad(Stream stream, uint alignment) =>
        stream.Write(new byte[GgufFile.Align(stream.Position, alignment) - stream.Position]);
}
