namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Equations with letters that cannot both hold where the second is said to follow from the first.</summary>
internal static class DerivedClaims
{
    /// <summary>What does not follow, as written.</summary>
    public static IEnumerable<string> Broken(StepEquations step) => Solutions(step).Concat(Names(step)).Concat(Identities(step));

    // Linear equations in one letter, one derived from the other, with another solution than that one and all before.
    private static IEnumerable<string> Solutions(StepEquations step) => step.Equations.Zip(step.Equations.Skip(1))
        .Where(pair => pair.First.Claim.Letters.Count > 0 && pair.First.End <= pair.Second.Start && !IsAssignment(pair.First.Claim)
            && step.Derives(pair.First.End, pair.Second.Start) && Differ(pair.First.Claim, pair.Second.Claim)
            && step.Equations.TakeWhile(e => e != pair.Second).All(e => e.Claim.Letters.Count != 1 || Differ(e.Claim, pair.Second.Claim)))
        .Select(pair => $"{pair.Second.Claim} from {pair.First.Claim}");

    private static bool IsAssignment(Claim claim) => claim.Left.Tokens is [{ Kind: ClaimTokenKind.Letter }] || claim.Right.Tokens is [{ Kind: ClaimTokenKind.Letter }];

    private static bool Differ(Claim first, Claim second) => first.Letters.Union(second.Letters).ToList() is [var letter]
        && LinearSolution.Of(first, letter) is { } a && LinearSolution.Of(second, letter) is { } b && !a.IsNear(b) && !MayBeRounded(a, b, second);

    // The same name with a calculation and then with another number.
    private static IEnumerable<string> Names(StepEquations step)
    {
        var places = Enumerable.Range(0, step.Tokens.Count).Where(at => step.Tokens[at].Kind == ClaimTokenKind.Equals).ToList();
        return places.Zip(places.Skip(1)).Select(pair => NamedTwice(step, pair.First, pair.Second)).OfType<string>();
    }

    private static string? NamedTwice(StepEquations step, int first, int second)
    {
        var name = step.NameBefore(first);
        if (name.Length == 0 || name != step.NameBefore(second) || ClaimReader.RightOf(step.Tokens, first) is not { HasOperator: true } calculation
            || !step.Derives(EndOfRight(step, first), step.NameStart(second)) || ClaimReader.RightOf(step.Tokens, second) is not { } result || !step.Tokens.Skip(step.NameStart(first)).Take(first).Any(IsName))
        {
            return null;
        }

        var claim = new Claim(calculation, result);
        return ClaimCheck.Of(claim, new NumberSystems([], [])) == ClaimFinding.False ? $"{name} = {claim}" : null;
    }

    private static int EndOfRight(StepEquations step, int equals) => ClaimReader.EndOf(step.Tokens, equals) ?? equals;

    private static bool IsName(ClaimToken token) => token.Kind is ClaimTokenKind.Word or ClaimTokenKind.Letter or ClaimTokenKind.Unknown;

    // Sums of the same powers that differ in one coefficient alone are meant to be the same.
    private static IEnumerable<string> Identities(StepEquations step) => step.Equations
        .Where(e => LinearSolution.IsNearIdentity(e.Claim)).Select(e => $"{e.Claim}");

    private static bool MayBeRounded(Fraction a, Fraction b, Claim second) =>
        second.Left.Tokens.Concat(second.Right.Tokens).Any(t => t.Decimals > 0) && (a - b).Absolute < a.Absolute / new Fraction(50);
}
