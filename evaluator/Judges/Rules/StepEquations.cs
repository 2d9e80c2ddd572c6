namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>A step's tokens and the equations among them.</summary>
internal sealed record StepEquations(IReadOnlyList<ClaimToken> Tokens, IReadOnlyList<Equation> Equations)
{
    private static readonly string[] Deriving =
        ["simplif", "subtract", "divid", "multipl", "combin", "get", "giv", "solv", "add", "thus", "therefore", "hence", "becomes", "so", "expand", "find"];

    /// <summary>Whether what stands between two places only carries an equation on: nothing, or words that derive.</summary>
    public bool Derives(int from, int to)
    {
        var words = Tokens.Skip(from).Take(to - from).Where(t => t.Kind is not ClaimTokenKind.Break).ToList();
        return words.Count == 0 || (words.Count <= 14 && words.Exists(w => Deriving.Any(d => w.Text.StartsWith(d, StringComparison.OrdinalIgnoreCase)))
            && !words.Exists(w => w.Text is "if" or "If" or "or" or "other" or "another" or "case" or "second" or "Second" or "substitute" or "substituting" or "Substituting"));
    }

    /// <summary>Names before an equals sign, back to the last mark: "Total fruits"; empty for a number.</summary>
    public string NameBefore(int equals) => string.Join(' ', Tokens.Skip(NameStart(equals)).Take(equals - NameStart(equals)).Select(t => t.Text));

    /// <summary>Where that name begins.</summary>
    public int NameStart(int equals)
    {
        var start = equals;
        while (start > 0 && Tokens[start - 1].Kind is not (ClaimTokenKind.Break or ClaimTokenKind.Equals))
        {
            start--;
        }

        return start;
    }
}
