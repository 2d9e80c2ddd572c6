using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Placeholders in a text: a name in braces, which is neither an argument of a LaTeX command nor an exponent or index.</summary>
internal static partial class PromptText
{
    /// <summary>All placeholders, in order, repeated ones too, with their braces.</summary>
    public static IReadOnlyList<string> PlaceholdersOf(string text) =>
        [.. Pattern().Matches(text).Where(m => m.Groups["p"].Success).Select(m => m.Value)];

    /// <summary>Puts values in. They are put in as they are: braces in them are no placeholders.</summary>
    /// <param name="text">A template's text.</param>
    /// <param name="values">By placeholder, with its braces.</param>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Pattern().Replace(text, m => m.Groups["p"].Success && values.TryGetValue(m.Value, out var value) ? value : m.Value);

    [GeneratedRegex(@"(?:\\[A-Za-z]+|[\^_])(?:\{[^{}]*\})+|(?<![\\\w])(?<p>\{\s*[A-Za-z_]\w*\s*\})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
