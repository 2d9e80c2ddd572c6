using System.Numerics;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>What a claim turned out to be.</summary>
internal enum ClaimFinding
{
    /// <summary>Not decided: a side is no closed number, or the claim may be a rounding, a conversion or careless notation.</summary>
    Unsure,
    True,
    False,
}

/// <summary>Decides a claim exactly, and calls it false only where no usual reading makes it true.</summary>
internal static class ClaimCheck
{
    /// <param name="claim">The claim.</param>
    /// <param name="systems">Other arithmetic that the problem or the step speaks of.</param>
    public static ClaimFinding Of(Claim claim, NumberSystems systems)
    {
        try
        {
            return Decide(claim) is var finding && finding == ClaimFinding.False && MayHold(claim, systems) ? ClaimFinding.Unsure : finding;
        }
        catch (NotClosedException)
        {
            return ClaimFinding.Unsure;
        }
    }

    private static bool MayHold(Claim claim, NumberSystems systems) => systems.Bases.Any(b => HoldsInBase(claim, b))
        || (Values(claim.Left) is [var left, ..] && Values(claim.Right) is [var right, ..] && (left - right) is { IsInteger: true } difference
            && systems.Moduli.Any(m => (difference.Numerator % m).IsZero));

    private static ClaimFinding Decide(Claim claim)
    {
        if (!claim.IsClosed || !(claim.Left.HasOperator || claim.Right.HasOperator) || Values(claim.Left) is not [var left, ..] lefts
            || Values(claim.Right) is not [_, ..] rights)
        {
            return ClaimFinding.Unsure;
        }

        if (lefts.Any(l => rights.Any(r => Same(l, r, claim.Left.IsIrrational || claim.Right.IsIrrational))))
        {
            return ClaimFinding.True;
        }

        return MayBeRounded(claim, lefts, rights) || MayConvert(claim) || RunsOn(claim.Right, left) || !(claim.Left.HasOperator || claim.Right.IsProduct)
            ? ClaimFinding.Unsure : ClaimFinding.False;
    }

    private static bool Same(Fraction left, Fraction right, bool isNear) => left == right
        || (isNear && left.IsNear(right));

    private static bool HoldsInBase(Claim claim, int radix) => Based(claim.Left, radix) is { } left && Based(claim.Right, radix) is { } right
        && Decide(new Claim(left, right)) == ClaimFinding.True;

    private static ClaimSide? Based(ClaimSide side, int radix)
    {
        var numbers = side.Tokens.Where(t => t.Kind == ClaimTokenKind.Number).ToList();
        return numbers.Exists(t => t.Text.Any(c => c < '0' || c >= '0' + radix))
            ? null
            : side with
            {
                Tokens = [.. side.Tokens.Select(t => t.Kind == ClaimTokenKind.Number
                    ? t with { Value = new Fraction(t.Text.Aggregate(BigInteger.Zero, (value, c) => (value * radix) + (c - '0'))) } : t)],
            };
    }

    // With and without a hundredth for the percent sign.
    private static List<Fraction> Values(ClaimSide side)
    {
        bool[] readings = side.Tokens.Any(t => t.Kind == ClaimTokenKind.Percent) ? [false, true] : [false];
        return [.. readings.Select(plain => ClosedExpression.ValueOf(side.Tokens, Reading.Plain with { PercentIsPlain = plain })).OfType<Fraction>()];
    }

    // Decimals carry the rounding of where they come from; a quotient may be cut to a whole number.
    private static bool MayBeRounded(Claim claim, List<Fraction> lefts, List<Fraction> rights)
    {
        var tokens = claim.Left.Tokens.Concat(claim.Right.Tokens).ToList();
        var decimals = tokens.Max(t => t.Decimals);
        var irrational = claim.Left.IsIrrational || claim.Right.IsIrrational;
        var divides = irrational || tokens.Exists(t => t.Kind is ClaimTokenKind.Divide or ClaimTokenKind.Quotient);
        if (decimals == 0 && !(divides && lefts.Concat(rights).Any(v => !v.IsInteger)))
        {
            return false;
        }

        var written = claim.Right.Tokens.Max(t => t.Decimals);
        var place = new Fraction(BigInteger.One, BigInteger.Pow(10, written));
        var literal = claim.Right.Tokens.All(t => t.Kind is ClaimTokenKind.Number or ClaimTokenKind.Minus or ClaimTokenKind.Percent);
        return lefts.Any(l => rights.Any(r => (literal && (l - r).Absolute < place && !IsShort(l, written)) || IsNear(l, r, decimals)));
    }

    // A value that the written places hold exactly needs no rounding.
    private static bool IsShort(Fraction value, int places) => (value * new Fraction(BigInteger.Pow(10, places))).IsInteger;

    // Within a hundredth, where two or more decimals are carried along.
    private static bool IsNear(Fraction left, Fraction right, int decimals) =>
        decimals >= 2 && (left - right).Absolute < (left.Absolute / new Fraction(100)) && !(IsShort(left, 2) && decimals == 2);

    private static bool MayConvert(Claim claim) => claim.Left.Units.Count > 0 && claim.Right.Units.Count > 0
        && !claim.Right.Units.Overlaps(claim.Left.Units);

    // "5 + 3 = 8 + 2 = 10": a running total, careless but not wrong.
    private static bool RunsOn(ClaimSide right, Fraction left) => right.HasOperator
        && right.Tokens[0] is { Kind: ClaimTokenKind.Number } first && first.Value == left;
}
