namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Words between numbers that stand for signs: "3 times 4 is 12", "20% of 50".</summary>
internal static class SpokenSigns
{
    private static readonly Dictionary<string, ClaimTokenKind> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["times"] = ClaimTokenKind.Times,
        ["plus"] = ClaimTokenKind.Plus,
        ["minus"] = ClaimTokenKind.Minus,
        ["is"] = ClaimTokenKind.Equals,
        ["equals"] = ClaimTokenKind.Equals,
    };

    public static List<ClaimToken> Resolve(List<ClaimToken> tokens)
    {
        var resolved = new List<ClaimToken>(tokens.Count);
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind == ClaimTokenKind.Word && at > 0 && at + 1 < tokens.Count && tokens[at - 1].Kind is not ClaimTokenKind.Letter && tokens[at - 1].EndsOperand && BeginsOperand(tokens[at + 1]))
            {
                resolved.Add(Sign(token, tokens[at - 1]));
                continue;
            }

            resolved.Add(token);
        }

        return resolved;
    }

    private static ClaimToken Sign(ClaimToken word, ClaimToken before) =>
        before.Kind == ClaimTokenKind.Percent && word.Text == "of" ? word with { Kind = ClaimTokenKind.Times }
        : Signs.TryGetValue(word.Text, out var kind) ? word with { Kind = kind } : word;

    private static bool BeginsOperand(ClaimToken token) => token.Kind is ClaimTokenKind.Number or ClaimTokenKind.Open or ClaimTokenKind.Quotient;
}
