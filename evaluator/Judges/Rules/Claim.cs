namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>An equation that a step states.</summary>
/// <param name="Left">Its left side, without units.</param>
/// <param name="Right">Its right side.</param>
internal sealed record Claim(ClaimSide Left, ClaimSide Right)
{
    /// <summary>Whether both sides are numbers alone.</summary>
    public bool IsClosed => Letters.Count == 0;

    /// <summary>The variables in it.</summary>
    public IReadOnlySet<string> Letters { get; } = Left.Letters.Union(Right.Letters).ToHashSet(StringComparer.Ordinal);

    public override string ToString() => $"{Left} = {Right}";
}

/// <summary>A side of a claim.</summary>
/// <param name="Tokens">Numbers and signs.</param>
/// <param name="Units">Words that stood as units, in lower case and singular.</param>
internal sealed record ClaimSide(IReadOnlyList<ClaimToken> Tokens, IReadOnlySet<string> Units)
{
    public bool HasOperator => Tokens.Skip(1).Any(t => t.IsOperator || t.Kind is ClaimTokenKind.Factorial or ClaimTokenKind.Root)
        || Tokens.Any(t => t.Kind is ClaimTokenKind.Binomial or ClaimTokenKind.Quotient) || Tokens.Count(t => t.Kind == ClaimTokenKind.Open && t.Text != "{") > 0;

    /// <summary>The variables in it.</summary>
    public IReadOnlySet<string> Letters { get; } = Tokens.Where(t => t.Kind == ClaimTokenKind.Letter).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether an irrational number is in it, so that its value is near, not exact.</summary>
    public bool IsIrrational => Tokens.Any(t => t.Kind is ClaimTokenKind.Root or ClaimTokenKind.Pi);

    /// <summary>Whether it is factors alone, or quotient times divisor plus remainder: what a bare number is written as.</summary>
    public bool IsProduct => Tokens.All(t => t.Kind is ClaimTokenKind.Number or ClaimTokenKind.Times or ClaimTokenKind.Power or ClaimTokenKind.Open or ClaimTokenKind.Close)
        || (Tokens.Count(t => t.Kind == ClaimTokenKind.Times) == 1 && Tokens.Count(t => t.IsOperator) == 2 && Tokens[^2].Kind == ClaimTokenKind.Plus);

    public override string ToString() => string.Concat(Tokens.Select(t => t.IsOperator ? $" {t.Text} " : t.Text));
}
