using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares lists whose order does not matter.</summary>
internal static class Matching
{
    /// <summary>Every item has its own partner. Sameness is an equivalence, so the first partner serves.</summary>
    public static Sameness Compare<T>(IReadOnlyList<T> gold, IReadOnlyList<T> answer, Func<T, T, Sameness> same)
    {
        if (gold.Count != answer.Count)
        {
            return Sameness.Different;
        }

        var left = answer.ToList();
        var all = Sameness.Same;
        foreach (var item in gold)
        {
            var unknown = false;
            var match = left.FindIndex(other =>
            {
                Effort.Spend(60);
                var one = same(item, other);
                unknown |= one == Sameness.Unknown;
                return one == Sameness.Same;
            });
            if (match < 0)
            {
                if (!unknown)
                {
                    return Sameness.Different;
                }

                all = Sameness.Unknown;
                continue;
            }

            left.RemoveAt(match);
        }

        return all;
    }
}
