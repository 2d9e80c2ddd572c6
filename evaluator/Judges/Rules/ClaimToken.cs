namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>What a token of a step is.</summary>
internal enum ClaimTokenKind
{
    Number,
    Plus,
    Minus,
    Times,
    Divide,
    Power,
    Factorial,
    Percent,
    Quotient,
    Binomial,
    Root,
    Pi,
    Open,
    Close,
    Equals,

    /// <summary>A word of prose, or of a unit.</summary>
    Word,

    /// <summary>One letter: a variable.</summary>
    Letter,

    /// <summary>A name, a command or a mark that no closed number holds.</summary>
    Unknown,

    /// <summary>The end of an expression: a sentence mark, a line, another relation.</summary>
    Break,
}

/// <summary>A token of a step.</summary>
internal readonly record struct ClaimToken(ClaimTokenKind Kind, string Text)
{
    /// <summary>The value of a number.</summary>
    public Fraction Value { get; init; }

    /// <summary>Digits behind a number's decimal point.</summary>
    public int Decimals { get; init; }

    /// <summary>Whether white space stands before it.</summary>
    public bool AfterSpace { get; init; }

    public bool IsOperator => Kind is ClaimTokenKind.Plus or ClaimTokenKind.Minus or ClaimTokenKind.Times or ClaimTokenKind.Divide or ClaimTokenKind.Power;

    /// <summary>Whether an operand may end here.</summary>
    public bool EndsOperand => Kind is ClaimTokenKind.Number or ClaimTokenKind.Close or ClaimTokenKind.Percent or ClaimTokenKind.Factorial
        or ClaimTokenKind.Letter or ClaimTokenKind.Pi;
}
