namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Equations that are linear in one letter, by their values at whole numbers.</summary>
internal static class LinearSolution
{
    /// <summary>The one solution; null where the equation is not linear or has none.</summary>
    public static Fraction? Of(Claim claim, string letter)
    {
        try
        {
            return Line.Of(x => Difference(claim, letter, x)) is { } line && !line.Slope.IsNear(new Fraction(0)) ? -line.Constant / line.Slope : null;
        }
        catch (NotClosedException)
        {
            return null;
        }
    }

    /// <summary>Whether both sides are linear in the same letter with a constant term, agree in one coefficient and differ in the other.</summary>
    public static bool IsNearIdentity(Claim claim)
    {
        if (claim.Left.Letters.Count != 1 || !claim.Left.Letters.SetEquals(claim.Right.Letters) || claim.Left.Tokens.Count <= claim.Right.Tokens.Count)
        {
            return false;
        }

        try
        {
            var letter = claim.Left.Letters.First();
            return Line.Of(x => Value(claim.Left, letter, x)) is { } left && Line.Of(x => Value(claim.Right, letter, x)) is { } right
                && !left.Slope.IsZero && !right.Slope.IsZero && !left.Constant.IsZero && !right.Constant.IsZero
                && claim.Left.Tokens.Count(t => t.Kind == ClaimTokenKind.Letter) >= 2 && left.Constant.IsNear(right.Constant) && !left.Slope.IsNear(right.Slope);
        }
        catch (NotClosedException)
        {
            return false;
        }
    }

    private static Fraction Difference(Claim claim, string letter, int x) => Value(claim.Left, letter, x) - Value(claim.Right, letter, x);

    private static Fraction Value(ClaimSide side, string letter, int x) =>
        ClosedExpression.ValueOf(side.Tokens, Reading.With(letter, x)) ?? throw new NotClosedException();

    /// <summary>A line through values at 1, 2, 3 and 7.</summary>
    private sealed record Line(Fraction Slope, Fraction Constant)
    {
        public static Line? Of(Func<int, Fraction> value)
        {
            var at1 = value(1);
            var slope = value(2) - at1;
            return value(3).IsNear(at1 + (slope * new Fraction(2))) && value(7).IsNear(at1 + (slope * new Fraction(6))) ? new Line(slope, at1 - slope) : null;
        }
    }
}
