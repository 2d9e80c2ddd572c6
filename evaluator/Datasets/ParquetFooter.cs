using System.Buffers.Binary;

namespace QuantGrpc.Evaluator.Datasets;

/// <summary>
/// Walks the metadata at a Parquet file's end, in Thrift's compact protocol, before the decoder sees it: the decoder never returns from
/// metadata that runs on past its end.
/// </summary>
internal sealed class ParquetFooter
{
    private const int TailBytes = 8; // length of the metadata, then "PAR1"
    private const int MostBytes = 1 << 26;
    private const int MostDepth = 32;

    private readonly byte[] _bytes;
    private int _at;

    private ParquetFooter(byte[] bytes) => _bytes = bytes;

    /// <summary>Reads through it.</summary>
    /// <exception cref="InvalidDataException">It is no structure that ends where it should.</exception>
    public static void Check(string path)
    {
        using var file = File.OpenRead(path);
        var tail = new byte[TailBytes];
        file.Seek(-Math.Min(TailBytes, file.Length), SeekOrigin.End);
        var length = file.ReadAtLeast(tail, TailBytes, throwOnEndOfStream: false) == TailBytes && tail.AsSpan(sizeof(int)).SequenceEqual("PAR1"u8)
            ? BinaryPrimitives.ReadInt32LittleEndian(tail)
            : throw new InvalidDataException("it does not end with PAR1");
        if (length is < 1 or > MostBytes || length > file.Length - TailBytes)
        {
            throw new InvalidDataException($"its metadata has {length} bytes; allowed is what the file holds, up to {MostBytes}");
        }

        var bytes = new byte[length];
        file.Seek(-TailBytes - length, SeekOrigin.End);
        file.ReadExactly(bytes);
        new ParquetFooter(bytes).SkipStruct(0);
    }

    private void SkipStruct(int depth)
    {
        for (var header = Next(); header != 0; header = Next())
        {
            if (header >> 4 == 0)
            {
                Varint(); // a field id that is no small step from the last
            }

            Skip(header & 15, isField: true, depth);
        }
    }

    private void Skip(int type, bool isField, int depth)
    {
        if (depth > MostDepth)
        {
            throw new InvalidDataException($"its metadata nests deeper than {MostDepth}");
        }

        switch (type)
        {
            case 1 or 2 when isField: // a truth value is in the header
                break;
            case 1 or 2 or 3:
                Take(1);
                break;
            case 4 or 5 or 6:
                Varint();
                break;
            case 7:
                Take(sizeof(double));
                break;
            case 8:
                Take(Varint());
                break;
            case 9 or 10:
                SkipList(depth);
                break;
            case 12:
                SkipStruct(depth + 1);
                break;
            default:
                throw new InvalidDataException($"its metadata has a value of the unknown type {type} at byte {_at}");
        }
    }

    private void SkipList(int depth)
    {
        var header = Next();
        var count = header >> 4 == 15 ? Varint() : (ulong)(header >> 4);
        for (var i = 0UL; i < count; i++)
        {
            Skip(header & 15, isField: false, depth + 1); // every element takes a byte at least: the end of the bytes bounds this
        }
    }

    private int Next()
    {
        Take(1);
        return _bytes[_at - 1];
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Next();
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException($"its metadata has a number without end at byte {_at}");
    }

    private void Take(ulong count)
    {
        if (count > (ulong)(_bytes.Length - _at))
        {
            throw new InvalidDataException("its metadata runs on past its end");
        }

        _at += (int)count;
    }
}
