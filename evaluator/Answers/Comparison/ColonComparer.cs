using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares ratios up to a factor, times of day as they are.</summary>
internal static class ColonComparer
{
    public static Sameness Compare(ColonValue gold, ColonValue answer)
    {
        if (gold.Items.Count != answer.Items.Count || (gold.HalfOfDay is { } a && answer.HalfOfDay is { } b && a != b))
        {
            return Sameness.Different;
        }

        var same = gold.Items.Zip(answer.Items).Aggregate(Sameness.Same, static (all, pair) => all.And(() => ScalarComparer.Compare(pair.First, pair.Second)));
        return gold.IsTime || answer.IsTime ? same : same.Or(() => Proportional(gold, answer));
    }

    private static Sameness Proportional(ColonValue gold, ColonValue answer) => Enumerable.Range(1, gold.Items.Count - 1).Aggregate(
        Sameness.Same,
        (all, i) => all.And(() => (gold.Items[0].Value / gold.Items[i].Value).SameAs(answer.Items[0].Value / answer.Items[i].Value)));
}
