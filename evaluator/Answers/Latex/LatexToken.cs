namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>What a token of an answer is.</summary>
internal enum LatexTokenKind
{
    /// <summary>Digits with at most one point; separators of thousands are gone.</summary>
    Number,

    /// <summary>A variable: one letter, or the name of a Greek one.</summary>
    Letter,

    /// <summary>A word of text: a unit, a name.</summary>
    Word,

    Command,
    Symbol,
    End,
}

/// <summary>A token of an answer.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its one spelling: of <c>\dfrac</c>, <c>\frac</c>.</param>
/// <param name="Spaced">Whether space stands before it.</param>
internal readonly record struct LatexToken(LatexTokenKind Kind, string Text, bool Spaced);
