namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>
/// Finds the equations of a step: what stands left and right of an equals sign up to the next mark, word or equals sign. An expression
/// that words continue ("twice 3", "5 more than") is none of a step's claims.
/// </summary>
internal static class ClaimReader
{
    private const int MostTokens = 4000;

    public static StepEquations Read(string step)
    {
        var tokens = SpokenSigns.Resolve(ClaimLexer.Read(step));
        return tokens.Count > MostTokens
            ? new StepEquations([], [])
            : new StepEquations(tokens, [.. Enumerable.Range(0, tokens.Count).Where(at => tokens[at].Kind == ClaimTokenKind.Equals)
                .Select(at => EquationAt(tokens, at)).OfType<Equation>()]);
    }

    /// <summary>The right side of an equals sign by itself; null where it is no expression.</summary>
    public static ClaimSide? RightOf(IReadOnlyList<ClaimToken> tokens, int equals) => EndOf(tokens, equals) is { } end ? SideOf(tokens, equals + 1, end) : null;

    private static Equation? EquationAt(List<ClaimToken> tokens, int at) =>
        StartOf(tokens, at) is { } start && EndOf(tokens, at) is { } end && SideOf(tokens, start, at) is { } left && SideOf(tokens, at + 1, end) is { } right
            ? new Equation(new Claim(left, right), start, at, end)
            : null;

    private static int? StartOf(List<ClaimToken> tokens, int equals)
    {
        var start = equals;
        for (var depth = 0; start > 0 && !Ends(tokens[start - 1], ref depth, ClaimTokenKind.Close, ClaimTokenKind.Open); start--)
        {
            if (tokens[start - 1].Kind == ClaimTokenKind.Word && !UnitWords.Continue(tokens, start - 1))
            {
                return UnitWords.MayPrecede(tokens, start - 1) && !tokens[start].IsOperator ? start : null;
            }
        }

        return start;
    }

    /// <summary>Where that side ends; null where words continue it.</summary>
    public static int? EndOf(IReadOnlyList<ClaimToken> tokens, int equals)
    {
        var end = equals + 1;
        for (var depth = 0; end < tokens.Count && !Ends(tokens[end], ref depth, ClaimTokenKind.Open, ClaimTokenKind.Close); end++)
        {
            if (tokens[end].Kind == ClaimTokenKind.Word && !UnitWords.Continue(tokens, end))
            {
                return UnitWords.MayFollow(tokens, end) ? end : null;
            }
        }

        return end;
    }

    private static bool Ends(ClaimToken token, ref int depth, ClaimTokenKind deeper, ClaimTokenKind shallower)
    {
        depth += token.Kind == deeper ? 1 : token.Kind == shallower ? -1 : 0;
        return depth < 0 || token.Kind is ClaimTokenKind.Equals or ClaimTokenKind.Break;
    }

    private static ClaimSide? SideOf(IReadOnlyList<ClaimToken> tokens, int start, int end)
    {
        var side = tokens.Skip(start).Take(end - start).ToList();
        var numbers = side.Where(t => t.Kind != ClaimTokenKind.Word).ToList();
        return numbers.Count == 0 || numbers.Exists(t => t.Kind == ClaimTokenKind.Unknown)
            ? null
            : new ClaimSide(numbers, side.Where(t => t.Kind == ClaimTokenKind.Word).Select(t => UnitWords.Singular(t.Text)).ToHashSet(StringComparer.Ordinal));
    }
}
