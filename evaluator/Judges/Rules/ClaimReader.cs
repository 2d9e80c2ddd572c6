namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>
/// Finds the equations of a step: what stands left and right of an equals sign up to the next mark, word or equals sign. An expression
/// that words continue ("twice 3", "5 more than") is none of a step's claims.
/// </summary>
internal static class ClaimReader
{
    private const int MostTokens = 4000;

    public static IEnumerable<Claim> Read(string step)
    {
        var tokens = SpokenSigns.Resolve(ClaimLexer.Read(step));
        if (tokens.Count > MostTokens)
        {
            yield break;
        }

        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Kind == ClaimTokenKind.Equals && LeftOf(tokens, at) is { } left && RightOf(tokens, at) is { } right)
            {
                yield return new Claim(left, right);
            }
        }
    }

    private static ClaimSide? LeftOf(List<ClaimToken> tokens, int equals)
    {
        var start = equals;
        for (var depth = 0; start > 0 && !Ends(tokens[start - 1], ref depth, ClaimTokenKind.Close, ClaimTokenKind.Open); start--)
        {
            if (tokens[start - 1].Kind == ClaimTokenKind.Word && !UnitWords.Continue(tokens, start - 1))
            {
                return UnitWords.MayPrecede(tokens, start - 1) && !tokens[start].IsOperator ? SideOf(tokens, start, equals) : null;
            }
        }

        return SideOf(tokens, start, equals);
    }

    private static ClaimSide? RightOf(List<ClaimToken> tokens, int equals)
    {
        var end = equals + 1;
        for (var depth = 0; end < tokens.Count && !Ends(tokens[end], ref depth, ClaimTokenKind.Open, ClaimTokenKind.Close); end++)
        {
            if (tokens[end].Kind == ClaimTokenKind.Word && !UnitWords.Continue(tokens, end))
            {
                return UnitWords.MayFollow(tokens, end) ? SideOf(tokens, equals + 1, end) : null;
            }
        }

        return SideOf(tokens, equals + 1, end);
    }

    private static bool Ends(ClaimToken token, ref int depth, ClaimTokenKind deeper, ClaimTokenKind shallower)
    {
        depth += token.Kind == deeper ? 1 : token.Kind == shallower ? -1 : 0;
        return depth < 0 || token.Kind is ClaimTokenKind.Equals or ClaimTokenKind.Break;
    }

    private static ClaimSide? SideOf(List<ClaimToken> tokens, int start, int end)
    {
        var side = tokens[start..end];
        var numbers = side.Where(t => t.Kind != ClaimTokenKind.Word).ToList();
        return numbers.Count == 0 || numbers.Exists(t => t.Kind == ClaimTokenKind.Unknown)
            ? null
            : new ClaimSide(numbers, side.Where(t => t.Kind == ClaimTokenKind.Word).Select(t => UnitWords.Singular(t.Text)).ToHashSet(StringComparer.Ordinal));
    }
}
