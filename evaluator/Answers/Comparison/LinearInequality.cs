using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>Chains of linear inequalities in one variable as pieces of the real line.</summary>
internal static class LinearInequality
{
    private static readonly Expression Infinite = Expression.Of(Generator.Infinity);

    /// <summary>The pieces; null where it is no such chain.</summary>
    public static List<Piece>? PiecesOf(RelationValue relation)
    {
        var variables = relation.Items.OfType<ScalarValue>().SelectMany(static i => i.Value.Generators)
            .Where(static g => g.IsFree && !g.Equals(Generator.Infinity)).Distinct().ToList();
        if (variables.Count != 1 || relation.Items.Any(static i => i is not ScalarValue))
        {
            return null;
        }

        var piece = new Piece(new End(-Infinite, IsClosed: false), new End(Infinite, IsClosed: false));
        for (var i = 0; i < relation.Signs.Count; i++)
        {
            var (left, right) = (((ScalarValue)relation.Items[i]).Value, ((ScalarValue)relation.Items[i + 1]).Value);
            if (Solve(left - right, variables[0]) is not { } solved)
            {
                return null;
            }

            if (relation.Signs[i] == "\\ne")
            {
                return relation.Signs.Count > 1 ? null
                    : [piece with { High = new End(solved.Bound, IsClosed: false) }, piece with { Low = new End(solved.Bound, IsClosed: false) }];
            }

            var end = new End(solved.Bound, relation.Signs[i] is "\\le" or "\\ge");
            piece = relation.Signs[i] is "<" or "\\le" == solved.IsRising ? Below(piece, end) : Above(piece, end);
        }

        return [piece];
    }

    private static Piece Below(Piece piece, End end) => end.Position < piece.High.Position ? piece with { High = end } : piece;

    private static Piece Above(Piece piece, End end) => end.Position > piece.Low.Position ? piece with { Low = end } : piece;

    private sealed record Root(Expression Bound, bool IsRising);

    private static Root? Solve(Expression difference, Generator variable)
    {
        if (difference.Bottom.Constant is null)
        {
            return null;
        }

        var groups = difference.Top.GroupedBy(g => g.Equals(variable));
        if (groups.Keys.Any(m => m.PowerOf(variable) > 1) || !groups.TryGetValue(Monomial.Of(variable), out var slope))
        {
            return null;
        }

        var rest = groups.GetValueOrDefault(Monomial.One, Polynomial.Zero);
        return Expression.Of(slope).Number() is { } sign && Math.Abs(sign) > 1e-9
            ? new Root(-Expression.Of(rest) / Expression.Of(slope), sign > 0)
            : null;
    }
}
