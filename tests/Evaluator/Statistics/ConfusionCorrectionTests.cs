using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Tests.Evaluator.Statistics;

public sealed class ConfusionCorrectionTests
{
    private static readonly double[] Truth = [0.6, 0.3, 0.1];
    private static readonly double[][] Judge = [[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7]];

    // Rogan and Gladen 1978: (apparent + specificity - 1) / (sensitivity + specificity - 1) = (0.35 - 0.1) / 0.7.
    [Fact]
    public void With_two_types_it_is_Rogan_and_Gladens_estimate()
    {
        var shares = new ConfusionCorrection([[80, 20], [10, 90]]).Shares([35, 65]);

        shares[0].ShouldBe(0.25 / 0.7, 1e-5);
        shares.Sum().ShouldBe(1, 1e-9);
    }

    [Fact]
    public void Exact_counts_give_the_exact_shares()
    {
        int[][] labelled = [[80, 10, 10], [20, 70, 10], [10, 20, 70]];

        var shares = new ConfusionCorrection(labelled).Shares([550, 290, 160]);

        shares.Zip(Truth).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
    }

    [Fact]
    public void Shares_never_leave_the_simplex() => new ConfusionCorrection([[80, 20], [10, 90]]).Shares([2, 98])[0].ShouldBe(0, 1e-3);

    [Fact]
    public void A_type_without_labelled_cases_is_refused() =>
        Should.Throw<ArgumentException>(() => new ConfusionCorrection([[1, 0], [0, 0]])).Message.ShouldContain("Row 1");

    [Fact]
    public void A_label_that_no_true_type_explains_is_left_out() =>
        new ConfusionCorrection([[9, 1, 0], [1, 9, 0]]).Shares([50, 50, 30]).ShouldAllBe(share => Math.Abs(share - 0.5) < 1e-6);

    [Fact]
    public void Fewer_labelled_cases_make_a_wider_interval()
    {
        var many = new ConfusionCorrection([[80, 20], [20, 80]]).WithIntervals([350, 650], new Random(1), 400)[0].Interval;
        var few = new ConfusionCorrection([[8, 2], [2, 8]]).WithIntervals([350, 650], new Random(1), 400)[0].Interval;

        (few.High - few.Low).ShouldBeGreaterThan(2 * (many.High - many.Low));
    }

    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says() => Coverage.ShouldBeNominal(0.3, 150, chance =>
    {
        int[][] labelled = [.. Judge.Select(row => Draw(chance, row, 60))];
        var judged = new int[3];
        for (var i = 0; i < 300; i++)
        {
            var label = Pick(chance, Judge[Pick(chance, Truth)]);
            judged[label]++;
        }

        return new ConfusionCorrection(labelled).WithIntervals(judged, chance, 200)[1].Interval;
    });

    private static int[] Draw(Random chance, double[] shares, int number)
    {
        var counts = new int[shares.Length];
        for (var i = 0; i < number; i++)
        {
            counts[Pick(chance, shares)]++;
        }

        return counts;
    }

    private static int Pick(Random chance, double[] shares)
    {
        var draw = chance.NextDouble();
        return draw < shares[0] ? 0 : draw < shares[0] + shares[1] ? 1 : 2;
    }
}
