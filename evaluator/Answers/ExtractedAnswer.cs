namespace QuantGrpc.Evaluator.Answers;

/// <summary>A final answer as it stands in a solution.</summary>
/// <param name="Text">The answer, without box or delimiters of mathematics.</param>
/// <param name="Rule">How it was found: box, boxes, phrase, weak_formula, weak_number.</param>
internal sealed record ExtractedAnswer(string Text, string Rule)
{
    /// <summary>Whether it was only guessed from the last formula or number.</summary>
    public bool Weak => Rule.StartsWith("weak", StringComparison.Ordinal);
}
