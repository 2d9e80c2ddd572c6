namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>An equation of two closed numbers that a step states.</summary>
/// <param name="Left">Its left side, without units.</param>
/// <param name="Right">Its right side.</param>
internal sealed record Claim(ClaimSide Left, ClaimSide Right)
{
    public override string ToString() => $"{Left} = {Right}";
}

/// <summary>A side of a claim.</summary>
/// <param name="Tokens">Numbers and signs.</param>
/// <param name="Units">Words that stood as units, in lower case and singular.</param>
internal sealed record ClaimSide(IReadOnlyList<ClaimToken> Tokens, IReadOnlySet<string> Units)
{
    public bool HasOperator => Tokens.Skip(1).Any(t => t.IsOperator || t.Kind is ClaimTokenKind.Factorial)
        || Tokens.Any(t => t.Kind is ClaimTokenKind.Binomial) || Tokens.Count(t => t.Kind == ClaimTokenKind.Open && t.Text != "{") > 0;

    /// <summary>Whether it is factors alone, so that a bare number may equal it.</summary>
    public bool IsProduct => Tokens.All(t => t.Kind is ClaimTokenKind.Number or ClaimTokenKind.Times or ClaimTokenKind.Power or ClaimTokenKind.Open or ClaimTokenKind.Close);

    public override string ToString() => string.Concat(Tokens.Select(t => t.IsOperator ? $" {t.Text} " : t.Text));
}
