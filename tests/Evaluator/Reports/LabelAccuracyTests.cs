using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

public sealed class LabelAccuracyTests
{
    [Fact]
    public void Weights_count_and_silence_is_not_right()
    {
        FailureLabel[] labels = [Label(1, 2, "a", 9), Label(2, 2, "b", 1), Label(3, 2, "b", 1)];

        var accuracy = LabelAccuracy.Of(labels, [Vote(1, "judge", 2), Vote(2, "judge", 3)]).ShouldHaveSingleItem();

        (accuracy.Labels, accuracy.Spoke).ShouldBe((3, 2));
        accuracy.Step.Value.ShouldBe(9 / 11.0, 1e-9);
        accuracy.Step.Interval.Low.ShouldBeLessThan(0.5);
        accuracy.Both.ShouldBe(accuracy.Step);
    }

    [Fact]
    public void Several_judges_are_measured_each_and_together()
    {
        JudgeVote[] votes = [Vote(1, "x", 2), Vote(1, "y", 2), Vote(1, "z", 1)];

        var accuracies = LabelAccuracy.Of([Label(1, 2, "a", 1)], votes);

        accuracies.Select(a => (a.Judge, a.Step.Value)).ShouldBe([("x", 1.0), ("y", 1.0), ("z", 0.0), (LabelAccuracy.Panel, 1.0)]);
    }

    [Fact]
    public void Only_persons_are_people()
    {
        FailureLabel[] labels = [Label(1, 2, "a", 1), Label(1, 2, "a", 1) with { AnnotatorKind = "model", AnnotatorName = "m" }];

        LabelAccuracy.Of(labels, [Vote(1, "judge", 2)]).Select(a => a.Source.Words).ShouldBe(["people, round 1", "model (m), round 1"]);
    }

    [Fact]
    public void A_second_round_tells_how_far_an_annotator_agrees_with_itself()
    {
        FailureLabel[] first = [Label(1, 2, "a", 1), Label(2, 1, "a", 1), Label(3, 3, "a", 1)];
        FailureLabel[] second = [first[0] with { Round = 2 }, first[1] with { Round = 2, ErrorType = "procedural_error" }, first[2] with { Round = 2, FirstErrorStep = 1 }];

        var agreement = LabelAgreement.Of([.. first, .. second]).ShouldHaveSingleItem();

        (agreement.SameStep.Successes, agreement.SameBoth.Successes, agreement.Failures).ShouldBe((2, 1, 3));
        agreement.StepAlpha.ShouldNotBeNull().Value.ShouldBe(6 / 11.0, 1e-9); // labels 1 1 1 2 2 3: observed 2/6, expected 22/30
    }

    private static FailureLabel Label(long result, int step, string stratum, double weight) => new()
    {
        ResultId = result, AnnotatorKind = "person", AnnotatorName = "", Round = 1, FirstErrorStep = step, ErrorType = "computational_error",
        Stratum = stratum, Weight = weight,
    };

    private static JudgeVote Vote(long result, string judge, int step) => new()
    {
        ResultId = result, Judge = judge, Kind = VerdictKind.Valid, FirstErrorStep = step, ErrorType = "computational_error",
    };
}
