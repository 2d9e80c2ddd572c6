using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Where a text is mathematics, so that its letters are variables. A lone dollar sign is money.</summary>
internal sealed partial class MathRegions
{
    private readonly bool[] _held;

    private MathRegions(int length) => _held = new bool[length];

    public static MathRegions Of(string text)
    {
        var regions = new MathRegions(text.Length);
        foreach (Match match in Region().Matches(text))
        {
            if (match.Value[0] != '$' || match.Value[1] == '$' || !Prose().IsMatch(match.Value))
            {
                regions._held.AsSpan(match.Index, match.Length).Fill(true);
            }
        }

        return regions;
    }

    public bool Holds(int at) => _held[at];

    [GeneratedRegex(@"\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|(?<!\\)\$[^$]*(?<!\\)\$", RegexOptions.Singleline, 10_000)]
    private static partial Regex Region();

    // Words set apart by spaces, outside of \text{...}.
    [GeneratedRegex(@"(?<![\\{])(?<=\s|^\$)[A-Za-z]{3,}(?=[\s,.;:])", RegexOptions.None, 10_000)]
    private static partial Regex Prose();
}
