using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class StudyMaximumTests
{
    private static readonly double[] Half = [1, 1, 0, 0];

    [Fact]
    public void Losses_are_given_in_points_and_in_percent_of_the_reference()
    {
        var study = new StudyMaximum([new("small", Half, [1, 0, 0, 0]), new("large", Half, Half)]);

        study.Points(new Random(1)).Losses.Select(l => l.Value).ShouldBe([25, 0]);
        study.PercentOfReference(new Random(1)).Losses.Select(l => l.Value).ShouldBe([50, 0]);
        study.Points(new Random(1)).Mean.Value.ShouldBe(12.5);
    }

    [Fact]
    public void The_maximum_names_its_model_and_has_the_largest_ends()
    {
        var losses = new StudyMaximum([new("small", Half, [1, 0, 0, 0]), new("large", Half, Half)]).Points(new Random(1));

        losses.MaximumAt.ShouldBe("small");
        losses.Maximum.Value.ShouldBe(25);
        losses.Maximum.Interval.High.ShouldBe(losses.Losses.Max(l => l.Interval.High));
    }

    [Fact]
    public void More_models_make_each_interval_wider()
    {
        var chance = new Random(3);
        StudyModel[] models = [.. Enumerable.Range(0, 8).Select(i => Simulate(chance, i.ToString(), 200, 0.08))];

        Width(new StudyMaximum(models)).ShouldBeGreaterThan(1.2 * Width(new StudyMaximum([models[0]])));
    }

    [Fact]
    public void A_model_without_flips_is_not_surely_without_loss() =>
        new StudyMaximum([new("same", Half, Half)]).Points(new Random(1)).Maximum.Interval.High.ShouldBeGreaterThan(25);

    [Fact]
    public void A_reference_that_solves_nothing_has_nothing_to_lose() =>
        new StudyMaximum([new("none", [0, 0], [0, 1])]).PercentOfReference(new Random(1)).Maximum.Value.ShouldBe(0);

    [Fact]
    public void Models_on_other_problems_are_refused() =>
        Should.Throw<ArgumentException>(() => new StudyMaximum([new("a", Half, Half), new("b", [1], [1])])).Message.ShouldContain("'b'");

    [Fact]
    public void The_intervals_hold_all_losses_at_once_as_often_as_they_say() => Coverage.ShouldBeNominal(1, 150, chance =>
    {
        StudyModel[] models = [.. Enumerable.Range(0, 5).Select(i => Simulate(chance, i.ToString(), 200, 0.02 + (0.02 * i)))];
        var losses = new StudyMaximum(models).Points(chance, 300).Losses;
        var held = losses.Select((l, i) => l.Interval.Low <= 2 * i && 2 * i <= l.Interval.High).All(h => h);
        return held ? new Interval(1, 1) : new Interval(0, 0);
    });

    private static double Width(StudyMaximum study)
    {
        var interval = study.Points(new Random(1)).Losses[0].Interval;
        return interval.High - interval.Low;
    }

    // A loss of the given share less two points.
    private static StudyModel Simulate(Random chance, string name, int problems, double lost)
    {
        var (reference, variant) = (new double[problems], new double[problems]);
        for (var i = 0; i < problems; i++)
        {
            var draw = chance.NextDouble();
            (reference[i], variant[i]) = draw < lost ? (1, 0) : draw < lost + 0.02 ? (0, 1) : (1, 1);
        }

        return new StudyModel(name, reference, variant);
    }
}
