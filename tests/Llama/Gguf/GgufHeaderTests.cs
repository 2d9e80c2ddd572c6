using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Llama.Gguf;

public sealed class GgufHeaderTests
{
    private static readonly GgufHeader Real = GgufFile.ReadHeader(MiniMath.F16Path);

    [Fact]
    public void Real_file_is_laid_out_as_its_header_says()
    {
        Real.Layout.ShouldBe(new GgufLayout(3, 32, 15_392, 9_728_032));
        Real.Metadata.Count.ShouldBe(24);
        Real.Tensors.Length.ShouldBe(56);
        Real.Tensors[0].ShouldSatisfyAllConditions(
            tensor => tensor.Name.ShouldBe("token_embd.weight"),
            tensor => tensor.Shape.ShouldBe([256, 512]),
            tensor => tensor.Bytes.ShouldBe(262_144));
        (Real.Layout.DataStart + Real.Tensors[^1].Offset + Real.Tensors[^1].Bytes).ShouldBe(Real.Layout.FileSize);
    }

    [Fact]
    public void Real_model_has_the_numbers_of_its_card()
    {
        var model = GgufModel.From(Real);
        model.Architecture.ShouldBe("llama");
        model.Name.ShouldBe("MiniMATH");
        model.FileType.ShouldBe(LlamaFileType.Find("F16"));
        model.IsQuantized.ShouldBeFalse();
        model.Layers.ShouldBe(6);
        model.Embedding.ShouldBe(256);
        model.FeedForward.ShouldBe(768);
        model.Heads.ShouldBe(4);
        model.KvHeads.ShouldBe([2, 2, 2, 2, 2, 2]);
        model.KeyLength.ShouldBe(64);
        model.TrainedContext.ShouldBe(1024);
        model.Vocabulary.ShouldBe(512);
        model.ChatTemplate.ShouldNotBeNull().ShouldContain("<|im_start|>");
    }

    [Fact]
    public void Real_models_weights_agree_with_llama_cpp()
    {
        var model = GgufModel.From(Real);
        model.Parameters.ShouldBe(MiniMath.Weights.Parameters);
        model.WeightBytes.ShouldBe(MiniMath.Weights.Bytes);
        model.BitsPerWeight.ShouldBe(16, 0.02);
    }

    [Fact]
    public void Long_arrays_keep_their_count_alone()
    {
        var bytes = GgufSamples.Bytes(new GgufWriter().Add("long", GgufValue.Of(GgufValueType.Int16, Enumerable.Range(0, 1025).Select(i => (long)i)))
            .Add("short", GgufValue.Of(GgufValueType.Int16, [-1, 2])));
        var header = GgufSamples.Read(bytes);
        header.Metadata["long"].ShouldBeOfType<GgufArray>().ShouldSatisfyAllConditions(
            array => array.Count.ShouldBe(1025),
            array => array.IsKept.ShouldBeFalse());
        header.Metadata["short"].ShouldBeOfType<GgufArray>().Elements.Length.ShouldBe(2);
        Should.Throw<GgufFormatException>(() => header.IntegerPerLayer("short", 2, 5)).Message.ShouldContain("'short' is -1");
    }

    [Fact]
    public void Heads_may_differ_by_layer()
    {
        var writer = GgufSamples.Model("deci").Add("deci.attention.head_count_kv", GgufValue.Of(GgufValueType.Int32, [2, 0]))
            .Add(GgufSamples.Tensor("token_embd.weight"));
        var model = GgufModel.From(GgufSamples.Read(GgufSamples.Bytes(writer)));
        model.KvHeads.ShouldBe([2, 0]);
        model.KeyLength.ShouldBe(8);
    }

    [Fact]
    public void Parts_of_a_split_model_add_up()
    {
        var first = GgufSamples.Read(GgufSamples.Bytes(Split(GgufSamples.Model(), 0).Add(GgufSamples.Tensor("token_embd.weight"))));
        var second = GgufSamples.Read(GgufSamples.Bytes(Split(new GgufWriter(), 1).Add(GgufSamples.Tensor("output.weight"))));
        second.Kind.ShouldBe(GgufKind.SplitPart);
        GgufModel.From([first, second]).Parameters.ShouldBe(2 * 96);
        Should.Throw<GgufFormatException>(() => GgufModel.From([second, first])).Message.ShouldContain("part 2 of 2; allowed: part 1 of 2");
        Should.Throw<GgufFormatException>(() => GgufModel.From(first)).Message.ShouldContain("part 1 of 1");
    }

    [Theory]
    [InlineData("general.type", "adapter", GgufKind.Adapter)]
    [InlineData("general.type", "mmproj", GgufKind.Projector)]
    [InlineData("general.type", "imatrix", GgufKind.ImportanceMatrix)]
    [InlineData("general.type", "model", GgufKind.Model)]
    [InlineData("general.type", "flag", GgufKind.Other)]
    [InlineData("general.architecture", "clip", GgufKind.Projector)]
    [InlineData("adapter.type", "lora", GgufKind.Adapter)]
    public void Kind_is_told_by_metadata(string key, string value, GgufKind kind) =>
        GgufSamples.Read(GgufSamples.Bytes(new GgufWriter().Add(key, GgufValue.Of(value)).Add(GgufSamples.Tensor("t")))).Kind.ShouldBe(kind);

    [Fact]
    public void A_model_without_tensors_is_a_vocabulary() =>
        GgufSamples.Read(GgufSamples.Bytes(GgufSamples.Model())).Kind.ShouldBe(GgufKind.Vocabulary);

    private static GgufWriter Split(GgufWriter writer, long index) => writer
        .Add("split.no", new GgufInteger(GgufValueType.UInt16, index, 0))
        .Add("split.count", new GgufInteger(GgufValueType.UInt16, 2, 0));
}
