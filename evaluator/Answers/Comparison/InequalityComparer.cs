using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Compares chains of inequalities link by link, each up to sides and a positive factor.</summary>
internal static class InequalityComparer
{
    private sealed record Link(Polynomial Difference, string Sign);

    public static Sameness Compare(RelationValue gold, RelationValue answer)
    {
        if (Links(gold) is not { } ours || Links(answer) is not { } theirs || ours.Count != theirs.Count)
        {
            return gold.Items.Concat(answer.Items).All(static i => i is ScalarValue) ? Sameness.Different : Sameness.Unknown;
        }

        var same = Matching.Compare(ours, theirs, static (a, b) => SamenessExtensions.Of(a.Sign == b.Sign)
            .And(() => Proportion.Compare(a.Difference, b.Difference, needsPositive: a.Sign is ">" or ">=")));
        return same == Sameness.Different && !ours.Concat(theirs).All(static l => IsLinear(l.Difference)) ? Sameness.Unknown : same;
    }

    // Linear conditions are the same only if they are multiples; x^3 < y^3 and x < y are not, and yet the same.
    private static bool IsLinear(Polynomial value) => value.Terms.Keys.All(static m => m.Factors.Count(static f => !f.Generator.IsAlgebraic) <= 1
        && m.Factors.All(static f => f.Power == 1 && (f.Generator.IsFree || f.Generator.IsAlgebraic)));

    // Every link as difference > 0, >= 0, = 0 or <> 0.
    private static List<Link>? Links(RelationValue relation)
    {
        var links = new List<Link>();
        for (var i = 0; i < relation.Signs.Count; i++)
        {
            if (relation.Items[i] is not ScalarValue left || relation.Items[i + 1] is not ScalarValue right)
            {
                return null;
            }

            var difference = left.Value - right.Value;
            if (difference.Bottom.Constant is null)
            {
                return null; // its sign is not known
            }

            links.Add(relation.Signs[i] switch
            {
                "<" => new Link(difference.Top.Negated(), ">"),
                "\\le" => new Link(difference.Top.Negated(), ">="),
                "\\ge" => new Link(difference.Top, ">="),
                var sign => new Link(difference.Top, sign),
            });
        }

        return links;
    }
}
