using System.Buffers.Binary;
using System.Diagnostics;
using CsCheck;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Gguf;

public sealed class GgufHostileTests
{
    private static readonly byte[] Tiny = GgufSamples.TinyModel();

    [Fact]
    public void Every_prefix_of_a_file_is_refused()
    {
        for (var length = 0; length < Tiny.Length - 32; length++)
        {
            Should.Throw<GgufFormatException>(() => GgufSamples.Read(Tiny[..length]), $"{length} bytes");
        }
    }

    [Fact]
    public void Every_flipped_bit_parses_or_is_refused()
    {
        for (var bit = 0; bit < Tiny.Length * 8; bit++)
        {
            GgufSamples.ParsesOrRefuses(Flipped(Tiny, bit)).ShouldBeTrue($"bit {bit}");
        }
    }

    [Fact]
    public void Flipped_and_cut_headers_of_a_real_file_parse_or_are_refused()
    {
        var real = File.ReadAllBytes(MiniMath.F16Path);
        Gen.Int[0, (15_378 * 8) - 1].Sample(bit => GgufSamples.ParsesOrRefuses(Flipped(real[..20_000], bit)), iter: 3000);
        Gen.Int[0, real.Length - 1].Sample(length => GgufSamples.ParsesOrRefuses(real[..length]), iter: 100);
    }

    [Fact]
    public void Random_bytes_after_the_magic_parse_or_are_refused() =>
        Gen.Byte.Array[0, 4000].Sample(noise => GgufSamples.ParsesOrRefuses([.. "GGUF\u0003\0\0\0"u8, .. noise]), iter: 2000);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("hi", "does not begin with \"GGUF\"")]
    [InlineData("PK\u0003\u0004 a zip archive of something", "does not begin with \"GGUF\"")]
    [InlineData("\u007fELF\u0002\u0001\u0001 and a program", "does not begin with \"GGUF\"")]
    [InlineData("# A readme\n\nthat tells of models", "does not begin with \"GGUF\"")]
    [InlineData("GGUF\u0001\0\0\0", "version 1; allowed: little-endian files of version 2 or 3")]
    [InlineData("GGUF\u0004\0\0\0", "byte 4: version 4")]
    [InlineData("GGUF\0\0\0\u0003", "a big-endian file; allowed: little-endian")]
    public void Foreign_files_are_named(string text, string expected) =>
        Refusal([.. text.Select(c => (byte)c)]).ShouldContain(expected);

    [Theory]
    [InlineData(8, "byte 8: 9223372036854775807 tensors; allowed: at most ")]
    [InlineData(16, "byte 16: 9223372036854775807 metadata keys; allowed: at most ")]
    [InlineData(24, "byte 24: metadata key 0 of 9223372036854775807 bytes; allowed: at most 65535 bytes")]
    [InlineData(56, "byte 56: the text of 'general.architecture' of 9223372036854775807 bytes; allowed: at most 8388608 bytes")]
    public void Length_bombs_are_refused_where_they_stand(int offset, string expected)
    {
        var bytes = Tiny.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(offset), long.MaxValue);
        Refusal(bytes).ShouldContain(expected);
    }

    [Fact]
    public void A_length_beyond_the_end_names_what_is_left()
    {
        var bytes = Tiny.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(56), 100_000);
        Refusal(bytes).ShouldContain("byte 56: the text of 'general.architecture' needs 100000 more bytes and the file ends after ");
    }

    [Fact]
    public void A_small_hostile_file_costs_little_memory_and_time()
    {
        var bomb = ManyKeys();
        bomb.Length.ShouldBeLessThanOrEqualTo(4096);
        var before = GC.GetAllocatedBytesForCurrentThread();
        GgufSamples.ParsesOrRefuses(bomb).ShouldBeTrue();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
        // The best of a few: other tests share the processor.
        Enumerable.Range(0, 5).Min(_ => Elapsed(bomb)).ShouldBeLessThan(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Nested_arrays_and_unknown_types_are_refused()
    {
        Refusal(OneValue(9, 9, 0)).ShouldContain("byte 33: 'k' is an array of arrays");
        Refusal(OneValue(9, 4, uint.MaxValue)).ShouldContain("'k' promises 4294967295 elements");
        Refusal(OneValue(13, 0, 0)).ShouldContain("byte 33: 'k' has value type 13; allowed: 0 to 12");
        Refusal(OneValue(7, 2, 0)).ShouldContain("'k' is the truth value 2; allowed: 0 or 1");
    }

    // 150 empty arrays: nearly all of 4 KB, and as many objects as such a file can ask for.
    private static byte[] ManyKeys()
    {
        var writer = new GgufWriter();
        for (var i = 0; i < 149; i++)
        {
            writer.Add($"{i:x2}", GgufValue.Of([]));
        }
        return GgufSamples.Bytes(writer);
    }

    private static TimeSpan Elapsed(byte[] bytes)
    {
        var start = Stopwatch.GetTimestamp();
        GgufSamples.ParsesOrRefuses(bytes);
        return Stopwatch.GetElapsedTime(start);
    }

    private static byte[] OneValue(uint type, uint first, uint second)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("GGUF\u0003\0\0\0"u8);
        writer.Write(0L);
        writer.Write(1L);
        writer.Write(1L);
        writer.Write((byte)'k');
        writer.Write(type);
        writer.Write(first);
        writer.Write((ulong)second);
        return stream.ToArray();
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static string Refusal(byte[] bytes) => Should.Throw<GgufFormatException>(() => GgufSamples.Read(bytes)).Message;
}
