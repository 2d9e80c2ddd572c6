using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class KrippendorffAlphaTests
{
    // Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, parts A, B and C; a row a judge, a dot a missing label.
    [Theory]
    [InlineData(0.095, "0100000010", "1110010000")]
    [InlineData(0.692, "aabbdcccedda", "babbbccceddd")]
    [InlineData(0.743, "123321412...", "1233224125.3", ".3332342251.", "12332441251.")]
    public void Alpha_is_the_published_one(double alpha, params string[] judges) =>
        KrippendorffAlpha.Of(Units(judges)).ShouldNotBeNull().ShouldBe(alpha, 0.0006);

    [Fact]
    public void Judges_who_always_agree_reach_one() => KrippendorffAlpha.Of(Units(["aabb", "aabb"])).ShouldBe(1);

    [Theory]
    [InlineData("aaaa", "aaaa")]
    [InlineData("ab..", "..ab")]
    public void Without_anything_to_agree_on_there_is_no_alpha(params string[] judges)
    {
        KrippendorffAlpha.Of(Units(judges)).ShouldBeNull();
        KrippendorffAlpha.WithInterval(Units(judges), new Random(1)).ShouldBeNull();
    }

    // Judges name the type with probability 0.8, else any of four alike, so a pair agrees beyond chance with 0.8 * 0.8.
    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says() => Coverage.ShouldBeNominal(0.64, 300, chance =>
    {
        var units = Enumerable.Range(0, 100).Select(_ => Unit(chance)).ToList();
        return KrippendorffAlpha.WithInterval(units, chance, 500).ShouldNotBeNull().Interval;
    });

    private static string?[] Unit(Random chance)
    {
        var type = chance.Next(4);
        return [.. Enumerable.Range(0, 3).Select(_ => (chance.NextDouble() < 0.8 ? type : chance.Next(4)).ToString())];
    }

    private static List<string?[]> Units(string[] judges) =>
        [.. Enumerable.Range(0, judges[0].Length).Select(unit => judges.Select(j => Label(j, unit)).ToArray())];

    private static string? Label(string judge, int unit) => judge[unit] is var label and not '.' ? label.ToString() : null;
}
