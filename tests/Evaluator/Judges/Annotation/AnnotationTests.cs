using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Judges.Annotation;

namespace QuantGrpc.Tests.Evaluator.Judges.Annotation;

public sealed class AnnotationTests
{
    private static readonly AnnotationRow Row = new()
    {
        Id = "run/1", Problem = "p", Steps = ["a", "b"], FinalAnswer = "3", FirstErrorStep = 3, ErrorType = "computational_error",
        Annotator = new Annotator { Kind = "person", Name = "A" },
    };

    [Fact]
    public void A_draw_sees_every_stratum_and_its_weights_add_up_to_all()
    {
        var items = Enumerable.Range(0, 100).ToList();

        var drawn = StratifiedDraw.Of(items, i => i < 3 ? "rare" : "common", i => $"{i}", 10, seed: 1);

        drawn.Count(d => d.Item < 3).ShouldBe(3);
        drawn.Sum(d => d.Weight).ShouldBe(100, 1e-9);
        drawn.Select(d => d.Stratum).Distinct().Count().ShouldBe(2);
        drawn.ShouldAllBe(d => !d.Stratum.Contains("rare"));
        StratifiedDraw.Of(items, i => i < 3 ? "rare" : "common", i => $"{i}", 10, seed: 1).ShouldBe(drawn);
    }

    [Fact]
    public void A_row_comes_back_as_it_was_written() =>
        AnnotationRow.Parse(Row.ToJson(), "f:1").ToJson().ShouldBe(Row.ToJson());

    [Fact]
    public void Labels_that_contradict_themselves_are_refused_by_field()
    {
        Refusal(Row with { FirstErrorStep = 4 }).ShouldContain("0 (none) to 3");
        Refusal(Row with { FirstErrorStep = 0 }).ShouldContain("error_type");
        Refusal(Row with { Annotator = new Annotator { Kind = "people" } }).ShouldContain("annotator.kind is people");
    }

    private static string Refusal(AnnotationRow row) => Should.Throw<JudgeException>(() => AnnotationRow.Parse(row.ToJson(), "f:1")).Message;
}
