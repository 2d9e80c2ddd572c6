namespace QuantGrpc.Evaluator.Steps;

/// <summary>A step of a solution.</summary>
/// <param name="Number">From 1, in the order of the text.</param>
/// <param name="Text">Without label, number or bullet, outer white space removed.</param>
/// <param name="Start">First character in the text, label included.</param>
/// <param name="End">One past the last.</param>
internal sealed record Step(int Number, string Text, int Start, int End);

/// <summary>How steps are marked in a text.</summary>
internal enum StepFormat
{
    /// <summary>Nothing but white space.</summary>
    Unparseable,

    /// <summary>"Step k:" in any dress: plain, bold, as a heading.</summary>
    StepLabels,

    /// <summary>"1." or "1)" at the beginning of lines.</summary>
    NumberedList,

    /// <summary>Headings or bold lines without numbers.</summary>
    Headings,

    /// <summary>Blank lines between paragraphs.</summary>
    Paragraphs,

    /// <summary>One step a line.</summary>
    Lines,
}

/// <summary>A whole solution.</summary>
internal sealed record ParsedSolution
{
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The closing answer's text, which is the step after the last; null where the text ends before it.</summary>
    public string? Closing { get; init; }

    public required StepFormat Format { get; init; }

    /// <summary>Whether the text is exactly "Step 1:" to "Step n:", a line each, and a closing line with a box.</summary>
    public required bool FollowsFrame { get; init; }
}
