using System.Buffers.Binary;
using System.Text;
using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Tests.Llama.Gguf;

public sealed class GgufTensorTests
{
    // One tensor "t" of 32 x 3 and no metadata: name at 24, dimensions at 33, lengths at 37 and 45, type at 53, offset at 57.
    private static readonly byte[] One = GgufSamples.Bytes(new GgufWriter().Add(GgufSamples.Tensor("t")));

    [Theory]
    [InlineData(33, 5, "byte 33: tensor 't' has 5 dimensions; allowed: at most 4")]
    [InlineData(37, 0, "byte 37: dimension 0 of tensor 't' is 0")]
    [InlineData(37, 33, "rows of 33 weights in tensor 't'; allowed: multiples of 32 for q8_0")]
    [InlineData(53, 4, "byte 53: tensor 't' has type 4; allowed: a number of ggml's that it has not removed")]
    [InlineData(53, 99, "tensor 't' has type 99")]
    [InlineData(57, 32, "byte 57: the data of tensor 't' lies at 32; allowed: 0, right after the tensor before")]
    public void Faults_name_the_tensor(int offset, int value, string expected) => Refusal(With(offset, value)).ShouldContain(expected);

    [Fact]
    public void Shapes_that_overflow_are_refused()
    {
        var bytes = One.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(37), 1L << 40);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(45), 1L << 40);
        Refusal(bytes).ShouldContain("tensor 't' of shape 1099511627776 x 1099511627776 overflows");
    }

    [Fact]
    public void Data_beyond_the_end_is_refused()
    {
        Refusal(With(45, 1000)).ShouldContain("byte 57: the data of tensor 't' takes 34000 bytes from 0 on");
        Refusal(One[..^40]).ShouldContain("before the data of tensor 't' does; allowed: a whole file of at least 198 bytes (this one is truncated)");
    }

    [Fact]
    public void Names_stand_once()
    {
        var bytes = GgufSamples.Bytes(new GgufWriter().Add(GgufSamples.Tensor("t")).Add(GgufSamples.Tensor("u")));
        bytes[Array.IndexOf(bytes, (byte)'u')] = (byte)'t';
        Refusal(bytes).ShouldContain("tensor 't' stands twice");
        var keys = GgufSamples.Bytes(new GgufWriter().Add("t", GgufValue.Of(1u)).Add("u", GgufValue.Of(1u)));
        keys[Array.IndexOf(keys, (byte)'u')] = (byte)'t';
        Refusal(keys).ShouldContain("key 't' stands twice");
    }

    [Fact]
    public void Keys_must_be_utf8_and_values_need_not()
    {
        var bytes = GgufSamples.Bytes(new GgufWriter().Add("name", GgufValue.Of("value")));
        var broken = bytes.ToArray();
        broken[Encoding.Latin1.GetString(bytes).IndexOf("name", StringComparison.Ordinal)] = 0xFF;
        Refusal(broken).ShouldContain("byte 24: metadata key 0 is not UTF-8");
        bytes[Encoding.Latin1.GetString(bytes).IndexOf("value", StringComparison.Ordinal)] = 0xFF;
        GgufSamples.Read(bytes).Text("name").ShouldBe("\uFFFDalue");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(48u)]
    [InlineData(1u << 21)]
    public void Alignment_is_a_power_of_two(uint alignment)
    {
        var bytes = GgufSamples.Bytes(new GgufWriter().Add("general.alignment", GgufValue.Of(64u)).Add(GgufSamples.Tensor("t")));
        var at = Encoding.Latin1.GetString(bytes).IndexOf("alignment", StringComparison.Ordinal) + "alignment".Length + 4;
        GgufSamples.Read(bytes).Layout.Alignment.ShouldBe(64u);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), alignment);
        Refusal(bytes).ShouldContain("general.alignment is no alignment; allowed: a power of two");
    }

    [Fact]
    public void A_models_keys_must_be_there_and_of_their_type()
    {
        var bare = new GgufWriter().Add("general.architecture", GgufValue.Of("llama")).Add(GgufSamples.Tensor("t"));
        Should.Throw<GgufFormatException>(() => GgufModel.From(GgufSamples.Read(GgufSamples.Bytes(bare)))).Message
            .ShouldContain("the metadata lacks 'llama.block_count'");
        var wrong = GgufSamples.Model().Add("llama.attention.key_length", GgufValue.Of("wide")).Add(GgufSamples.Tensor("t"));
        Should.Throw<GgufFormatException>(() => GgufModel.From(GgufSamples.Read(GgufSamples.Bytes(wrong)))).Message
            .ShouldContain("'llama.attention.key_length' is a text of 4 characters; allowed: an integer from 0 to 1048576");
    }

    private static byte[] With(int offset, int value)
    {
        var bytes = One.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offset), value);
        return bytes;
    }

    private static string Refusal(byte[] bytes) => Should.Throw<GgufFormatException>(() => GgufSamples.Read(bytes)).Message;
}
