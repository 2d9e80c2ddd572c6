using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares lists, sets, points, intervals and matrices.</summary>
internal static class SequenceComparer
{
    public static Sameness Compare(SequenceValue gold, SequenceValue answer)
    {
        if (IsVector(gold) && IsVector(answer))
        {
            return InOrder(gold, answer); // a column or the same numbers in parentheses
        }

        if (gold.IsOrdered != answer.IsOrdered || (gold.IsOrdered && (gold.Open != answer.Open || gold.Close != answer.Close)))
        {
            return gold.Items.Count == 1 || answer.Items.Count == 1 ? Alone(gold, answer) : Sameness.Different;
        }

        return gold.IsOrdered ? InOrder(gold, answer) : Unordered(gold.Items, answer.Items);
    }

    // A list of one interval is that interval.
    private static Sameness Alone(SequenceValue gold, SequenceValue answer) => (gold, answer) switch
    {
        ({ IsOrdered: false, Items: [SequenceValue one] }, _) => Compare(one, answer),
        (_, { IsOrdered: false, Items: [SequenceValue one] }) => Compare(gold, one),
        _ => Sameness.Different,
    };

    private static bool IsVector(SequenceValue value) => value.Items.Count > 1 && value.Items.All(static i => i is ScalarValue)
        && (value.Open == SequenceValue.Matrix || value is { Open: "(", Close: ")" });

    private static Sameness InOrder(SequenceValue gold, SequenceValue answer)
    {
        if (gold.Items.Count != answer.Items.Count)
        {
            return Sameness.Different;
        }

        return gold.Items.Zip(answer.Items).Aggregate(Sameness.Same, static (all, pair) => all.And(() => ValueComparer.Compare(pair.First, pair.Second)));
    }

    private static Sameness Unordered(IReadOnlyList<AnswerValue> gold, IReadOnlyList<AnswerValue> answer)
    {
        // "1, 2, ..., n" has an order.
        if (gold.Concat(answer).Any(static i => i is ScalarValue { Value.Single.Key: "..." }))
        {
            return InOrder(new SequenceValue("", gold, ""), new SequenceValue("", answer, ""));
        }

        return Solutions(gold) is { } ours && Solutions(answer) is { } theirs
            ? Matching.Compare(ours, theirs, static (a, b) => Matching.Compare(a, b, ValueComparer.Compare))
            : HasNames(gold) != HasNames(answer) && gold.Count == answer.Count ? InOrder(new SequenceValue("", gold, ""), new SequenceValue("", answer, ""))
            : Matching.Compare(gold, answer, Labelled);
    }

    // "3 red, 5 blue" is not "5 red, 3 blue".
    private static Sameness Labelled(AnswerValue gold, AnswerValue answer) =>
        gold is ScalarValue { Unit: null, Label: { } ours } && answer is ScalarValue { Unit: null, Label: { } theirs } && ours != theirs
            ? Sameness.Different
            : ValueComparer.Compare(gold, answer);

    // Values of different names keep their order where the other side leaves the names out.
    private static bool HasNames(IReadOnlyList<AnswerValue> items) => items.Count > 1
        && items.All(static i => i is RelationValue { IsEquation: true } e && Names.IsName(e.Left, e.Right))
        && items.Select(static i => $"{((RelationValue)i).Left}").Distinct(StringComparer.Ordinal).Count() == items.Count;

    // "p = 5, q = 2, p = 7, q = 2" is two solutions: one ends where a name comes again. Solutions of one name are a plain list.
    private static List<List<AnswerValue>>? Solutions(IReadOnlyList<AnswerValue> items)
    {
        var solutions = new List<List<AnswerValue>> { new() };
        var names = new HashSet<string>();
        foreach (var item in items)
        {
            if (item is not RelationValue { IsEquation: true } equation || !Names.IsName(equation.Left, equation.Right))
            {
                return null;
            }

            if (!names.Add($"{equation.Left}"))
            {
                names = [$"{equation.Left}"];
                solutions.Add([]);
            }

            solutions[^1].Add(item);
        }

        return solutions.TrueForAll(static s => s.Count == 1) ? null : solutions;
    }
}
