using QuantGrpc.Llama.Gguf;

namespace QuantGrpc.Tests.Llama.Gguf;

public sealed class GgufWriterTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        var bytes = GgufSamples.Bytes(new GgufWriter()
            .Add("text", GgufValue.Of("größe"))
            .Add("negative", new GgufInteger(GgufValueType.Int64, -5, 0))
            .Add("large", new GgufInteger(GgufValueType.UInt64, ulong.MaxValue, 0))
            .Add("real", GgufValue.Of(1.5f))
            .Add("double", new GgufReal(GgufValueType.Float64, Math.PI, 0))
            .Add("yes", GgufValue.Of(true))
            .Add("texts", GgufValue.Of(["a", ""])));
        var metadata = GgufSamples.Read(bytes).Metadata;
        metadata.Keys.ShouldBe(["text", "negative", "large", "real", "double", "yes", "texts"]);
        metadata["text"].ShouldBeOfType<GgufText>().Value.ShouldBe("größe");
        metadata["negative"].ShouldBeOfType<GgufInteger>().Value.ShouldBe(-5);
        metadata["large"].ShouldBeOfType<GgufInteger>().Value.ShouldBe(ulong.MaxValue);
        metadata["real"].ShouldBeOfType<GgufReal>().Value.ShouldBe(1.5);
        metadata["double"].ShouldBeOfType<GgufReal>().Value.ShouldBe(Math.PI);
        metadata["yes"].ShouldBeOfType<GgufBoolean>().Value.ShouldBeTrue();
        metadata["texts"].ShouldBeOfType<GgufArray>().Elements.Select(e => ((GgufText)e).Value).ShouldBe(["a", ""]);
    }

    [Fact]
    public void Tensors_lie_where_the_header_says()
    {
        byte[] first = [.. Enumerable.Range(0, 12).Select(i => (byte)i)];
        byte[] second = [.. Enumerable.Range(100, 8).Select(i => (byte)i)];
        var bytes = GgufSamples.Bytes(new GgufWriter()
            .Add("general.alignment", GgufValue.Of(64u))
            .Add(GgufTensorSource.Of("first", [3], GgmlType.F32, first))
            .Add(GgufTensorSource.Of("second", [2, 2], GgmlType.F16, second)));
        var header = GgufSamples.Read(bytes);
        header.Tensors[1].Offset.ShouldBe(64);
        foreach (var (tensor, data) in header.Tensors.Zip([first, second]))
        {
            bytes.AsSpan((int)(header.Layout.DataStart + tensor.Offset), (int)tensor.Bytes).ToArray().ShouldBe(data);
        }
    }

    [Fact]
    public void Data_of_another_length_is_refused()
    {
        var writer = new GgufWriter().Add(GgufTensorSource.Of("t", [4], GgmlType.F32, new byte[15]));
        Should.Throw<InvalidOperationException>(() => GgufSamples.Bytes(writer)).Message.ShouldBe("Tensor 't' wrote 15 bytes where 16 belong.");
    }

    [Fact]
    public void Rows_fill_whole_blocks() =>
        Should.Throw<ArgumentException>(() => new GgufWriter().Add(GgufTensorSource.Of("t", [100], GgmlType.Q4_K, new byte[1]))).Message
            .ShouldContain("rows of a multiple of 256");
}
