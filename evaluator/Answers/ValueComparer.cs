namespace QuantGrpc.Evaluator.Answers;

/// <summary>Compares normal forms by kind. Gold and answer are not symmetric: "x = 5" may answer "5", a bare "5" may answer "x = 5".</summary>
internal static class ValueComparer
{
    public static bool Same(AnswerValue gold, AnswerValue answer) => (gold, answer) switch
    {
        (ScalarValue a, ScalarValue b) => a.Value.Same(b.Value),
        (EquationValue a, EquationValue b) => SameEquation(a, b),
        (ScalarValue a, EquationValue b) => IsName(b.Left) && a.Value.Same(b.Right.Value),
        (EquationValue a, ScalarValue b) => IsName(a.Left) && a.Right.Value.Same(b.Value),
        (SequenceValue a, SequenceValue b) => SameSequence(a, b),
        _ => false,
    };

    public static string RuleOf(AnswerValue gold, AnswerValue answer) => (gold, answer) switch
    {
        (ScalarValue, ScalarValue) => "scalar",
        (EquationValue, _) or (_, EquationValue) => "equation",
        (SequenceValue, SequenceValue) => "sequence",
        _ => "kind",
    };

    // The same up to sides and a constant factor: a - b and c - d are multiples of each other.
    private static bool SameEquation(EquationValue a, EquationValue b)
    {
        var left = a.Left.Value.Plus(a.Right.Value.Negated());
        var right = b.Left.Value.Plus(b.Right.Value.Negated());
        return left.IsMultipleOf(right);
    }

    private static bool SameSequence(SequenceValue gold, SequenceValue answer)
    {
        if (gold.Items.Count != answer.Items.Count || (gold.IsOrdered && (gold.Open != answer.Open || gold.Close != answer.Close)))
        {
            return false;
        }

        return gold.IsOrdered
            ? gold.Items.Zip(answer.Items, Same).All(same => same)
            : !answer.IsOrdered && SameSet(gold.Items, answer.Items);
    }

    private static bool SameSet(IReadOnlyList<AnswerValue> gold, IReadOnlyList<AnswerValue> answer)
    {
        var left = answer.ToList();
        foreach (var item in gold)
        {
            var match = left.FindIndex(other => Same(item, other));
            if (match < 0)
            {
                return false;
            }

            left.RemoveAt(match);
        }

        return true;
    }

    private static bool IsName(ScalarValue value) => value.Value.IsSingleVariable;
}
