namespace QuantGrpc.Evaluator.Judges.Quality;

/// <summary>What any comparison of texts reaches: the first step that differs from the reference solution's.</summary>
internal static class DifferenceBaseline
{
    /// <summary>The first step that differs; null where there is no reference solution.</summary>
    public static JudgedCase? Of(LabelledCase label)
    {
        if (label.Case.ReferenceSteps is not { } reference)
        {
            return null;
        }

        var own = Lines(label.Case.Steps, label.Case.FinalAnswer);
        var other = Lines(reference, label.Case.ReferenceAnswer);
        var same = own.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var step = same == own.Count && same == other.Count ? (int?)null : Math.Min(same, own.Count - 1) + 1;
        return new JudgedCase(label, new Located { FirstErrorStep = step, Type = ErrorType.None }, TypeStands: false);
    }

    private static List<string> Lines(IReadOnlyList<string> steps, string? answer) =>
        [.. (answer is null ? steps : [.. steps, answer]).Select(text => string.Concat(text.Where(c => !char.IsWhiteSpace(c))))];
}
