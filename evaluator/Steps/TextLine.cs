using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Steps;

/// <summary>What a line begins.</summary>
internal enum LineKind
{
    Plain,
    Blank,
    StepLabel,
    Numbered,
    Heading,
    Rule,
    Closing,
}

/// <summary>A line of a solution, known by its beginning alone: no look-ahead, so that a stream gives what a whole text gives.</summary>
/// <param name="Kind">What it begins.</param>
/// <param name="Start">First character in the text.</param>
/// <param name="Content">First character after label, number or bullet.</param>
/// <param name="End">One past the last, the line break left out.</param>
/// <param name="Number">Number of a label or list item.</param>
internal sealed partial record TextLine(LineKind Kind, int Start, int Content, int End, int Number = 0)
{
    /// <summary>Whether it lies inside display mathematics or code.</summary>
    public bool InBlock { get; private init; }

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>Classifies a line.</summary>
    /// <param name="line">Without its break.</param>
    /// <param name="start">Its place in the text.</param>
    /// <param name="inBlock">Whether it lies inside display mathematics or code, where nothing begins a step.</param>
    public static TextLine Of(ReadOnlySpan<char> line, int start, bool inBlock)
    {
        var end = start + line.Length;
        if (line.IsWhiteSpace())
        {
            return new TextLine(LineKind.Blank, start, end, end) { InBlock = inBlock };
        }

        if (inBlock)
        {
            return new TextLine(LineKind.Plain, start, start, end) { InBlock = true };
        }

        // Labels stand at the beginning: a bounded piece of the line decides, whatever its length.
        var head = line[..Math.Min(line.Length, 120)].ToString();
        return Label(StepLabel().Match(head), LineKind.StepLabel, start, end)
            ?? (Closing().IsMatch(head) ? new TextLine(LineKind.Closing, start, start, end) : null)
            ?? Label(Numbered().Match(head), LineKind.Numbered, start, end)
            ?? (HorizontalRule().IsMatch(head) && line.Length < 120 ? new TextLine(LineKind.Rule, start, end, end) : null)
            ?? (Heading().Match(head) is { Success: true } heading && line.Length < 120
                ? new TextLine(LineKind.Heading, start, start + heading.Groups["mark"].Length, end) : null)
            ?? new TextLine(LineKind.Plain, start, start, end);
    }

    private static TextLine? Label(Match match, LineKind kind, int start, int end) => match.Success
        ? new TextLine(kind, start, start + match.Length, end, int.TryParse(match.Groups["n"].ValueSpan, out var n) ? n : 0)
        : null;

    [GeneratedRegex(@"^\s{0,3}(?:[-*]\s+)?(?:#{1,6}\s*)?(?:\*\*)?step\s+(?<n>\d{1,4})\s*(?:\*\*)?\s*(?:[:.)\-–—]\s*)?(?:\*\*)?\s*", Options)]
    private static partial Regex StepLabel();

    [GeneratedRegex(@"^\s{0,3}(?:\*\*)?(?<n>\d{1,3})[.)](?:\*\*)?\s+", Options)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\s{0,3}(?<mark>#{1,6}\s+|(?=\*\*[^*]+\*\*:?\s*$))", Options)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$", Options)]
    private static partial Regex HorizontalRule();

    [GeneratedRegex(
        @"^\s{0,3}(?:#{1,6}\s*)?(?:\*\*)?(?:####\s|(?:so|thus|hence|therefore|finally),?\s+(?:the\s+)?(?:final\s+)?answer\b|the\s+(?:final\s+|correct\s+)?answer\b|final\s+answer\b|answer\s*:|\$?\\boxed\{)",
        Options)]
    private static partial Regex Closing();
}
