using System.Runtime.Intrinsics;
using CsCheck;
using QuantGrpc.Llama.Logits;

namespace QuantGrpc.Tests.Llama.Logits;

public sealed class VectorExpTests
{
    [Fact]
    public void The_relative_error_is_below_a_trillionth() => Gen.Double[-708, 0].Sample(
        x => (Of(x) / Math.Exp(x)).ShouldBe(1, 1e-12), iter: 100_000);

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(-708.1, 0.0)]
    [InlineData(-1e300, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void Ends_are_exact(double x, double expected) => Of(x).ShouldBe(expected);

    private static double Of(double x) => VectorExp.NonPositive(Vector256.Create(x, -1, -2, -3))[0];
}
