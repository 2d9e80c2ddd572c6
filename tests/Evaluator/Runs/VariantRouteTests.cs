using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class VariantRouteTests
{
    private static readonly RunVariant Reference = new() { Name = "f16", Fingerprint = "stated", IsReference = true };

    [Theory]
    [InlineData(null, Repeat.Alone)]
    [InlineData(16, Repeat.Alone)]
    [InlineData(1, Repeat.Loaded)] // the reference itself goes one at a time
    public void A_repeat_has_another_batch_shape_and_cells_of_its_own(int? parallelism, string shape)
    {
        var repeat = Repeat.Of(Reference, parallelism);

        (repeat.Name, repeat.IsReference, repeat.Facts.RepeatOf, repeat.Facts.BatchShape).ShouldBe(("f16 again", false, "f16", shape));
        repeat.Fingerprint.ShouldBe(Repeat.HashOf("stated", shape));
        repeat.Fingerprint.ShouldNotBe(Reference.Fingerprint);
    }

    [Fact]
    public void A_repeat_is_asked_for_under_its_references_name_and_fingerprint()
    {
        using var server = new InferenceClient("http://127.0.0.1:1", TimeProvider.System);
        var route = new VariantRoute(Repeat.Of(Reference, parallelism: null), server);

        route.AskedName.ShouldBe("f16");
        Should.NotThrow(() => route.RequireSame("stated"));
        Should.Throw<RunRefusedException>(() => route.RequireSame("another"));
    }
}
