namespace QuantGrpc.Evaluator.Steps;

internal enum LineKind
{
    Blank,
    Text,
    StepLabel,
    Heading,
    NumberedItem,
    Bullet,
    Rule,

    /// <summary>A line that begins by announcing the answer (<c>The answer is</c>, <c>**Final Answer**</c>).</summary>
    Answer,

    /// <summary>GSM8K's <c>#### 72</c>.</summary>
    AnswerMark,
}

/// <summary>What a line is, by itself. Offsets count from the line's first character.</summary>
internal readonly record struct Line
{
    public required LineKind Kind { get; init; }

    /// <summary>Where the content begins behind indentation, label, number, bullet or heading marks.</summary>
    public int Content { get; init; }

    /// <summary>The number of a label or list item.</summary>
    public int Number { get; init; }

    /// <summary>The layout that a step label belongs to.</summary>
    public StepFormat Label { get; init; }

    /// <summary>Bold type was opened before the label and not closed behind it: <c>**Step 1: Title**</c>.</summary>
    public bool BoldOpen { get; init; }

    public bool Indented { get; init; }

    /// <summary>A heading, or an announcement of the answer without the answer: what follows belongs to it.</summary>
    public bool AwaitsBody { get; init; }
}
