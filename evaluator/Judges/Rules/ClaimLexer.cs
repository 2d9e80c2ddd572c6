using System.Text.RegularExpressions;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Cuts a step into tokens: LaTeX, plain arithmetic and the words between. What it does not know is never a number.</summary>
internal static partial class ClaimLexer
{
    private const int LongestStep = 8000;
    private const int Patience = 10_000; // ms; a bound for hostile text, never met by others
    private const int MostDigits = 60;

    private static readonly Dictionary<string, ClaimTokenKind> Kinds = new(StringComparer.Ordinal)
    {
        ["number"] = ClaimTokenKind.Number,
        ["times"] = ClaimTokenKind.Times,
        ["divide"] = ClaimTokenKind.Divide,
        ["frac"] = ClaimTokenKind.Quotient,
        ["binom"] = ClaimTokenKind.Binomial,
        ["root"] = ClaimTokenKind.Root,
        ["pi"] = ClaimTokenKind.Pi,
        ["percent"] = ClaimTokenKind.Percent,
        ["plus"] = ClaimTokenKind.Plus,
        ["minus"] = ClaimTokenKind.Minus,
        ["power"] = ClaimTokenKind.Power,
        ["factorial"] = ClaimTokenKind.Factorial,
        ["open"] = ClaimTokenKind.Open,
        ["close"] = ClaimTokenKind.Close,
        ["equals"] = ClaimTokenKind.Equals,
        ["break"] = ClaimTokenKind.Break,
        ["unknown"] = ClaimTokenKind.Unknown,
        ["word"] = ClaimTokenKind.Word,
    };

    /// <summary>The tokens; none for a step that is too long to be read.</summary>
    public static List<ClaimToken> Read(string step)
    {
        var tokens = new List<ClaimToken>();
        if (step.Length > LongestStep)
        {
            return tokens;
        }

        var text = Bullet().Replace(Blanks().Replace(step, " "), "\n"); // runs of blanks would make look-behinds slow
        var math = MathRegions.Of(text);
        foreach (Match match in Token().Matches(text))
        {
            var group = match.Groups.Values.Skip(1).FirstOrDefault(g => g.Success && g.Name != "inner");
            if (group is not null)
            {
                Add(tokens, group, text, math);
            }
        }

        return tokens;
    }

    private static void Add(List<ClaimToken> tokens, Group group, string text, MathRegions math)
    {
        var afterSpace = group.Index > 0 && char.IsWhiteSpace(text[group.Index - 1]);
        if (group.Name == "textual")
        {
            tokens.AddRange(Unit(group.Value));
            return;
        }

        var kind = Kinds[group.Name];
        if (kind == ClaimTokenKind.Break && group.Value == "\n" && math.Holds(group.Index))
        {
            return; // a chain of equations goes on over its lines
        }

        if (kind == ClaimTokenKind.Word)
        {
            kind = group.Length == 1 && char.IsAsciiLetter(text[group.Index]) ? ClaimTokenKind.Letter
                : math.Holds(group.Index) || (group.Index > 0 && char.IsAsciiDigit(text[group.Index - 1])) ? ClaimTokenKind.Unknown : kind;
        }

        tokens.Add(kind == ClaimTokenKind.Number ? Number(group.Value, afterSpace) : new ClaimToken(kind, group.Value) { AfterSpace = afterSpace });
    }

    // \text{ feet} stands as its words; one with digits or signs is no unit.
    private static IEnumerable<ClaimToken> Unit(string textual)
    {
        var inner = textual[(textual.IndexOf('{') + 1)..^1];
        return PlainWords().IsMatch(inner)
            ? inner.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Select(w => new ClaimToken(ClaimTokenKind.Word, w))
            : [new ClaimToken(ClaimTokenKind.Unknown, textual)];
    }

    private static ClaimToken Number(string text, bool afterSpace)
    {
        var digits = Separator().Replace(text, "");
        var point = digits.IndexOf('.');
        return digits.Length > MostDigits
            ? new ClaimToken(ClaimTokenKind.Unknown, text)
            : new ClaimToken(ClaimTokenKind.Number, text)
            {
                Value = Fraction.Parse(digits),
                Decimals = point < 0 ? 0 : digits.Length - point - 1,
                AfterSpace = afterSpace,
            };
    }

    [GeneratedRegex(@"[ \t]+", RegexOptions.None, Patience)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?:^|\n)[ ]?(?:[-*•]|\d{1,3}[.)])[ ]", RegexOptions.None, Patience)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[A-Za-z .'-]*$")]
    private static partial Regex PlainWords();

    [GeneratedRegex(@",|\{,\}|\\[,!]|[^\d.]")]
    private static partial Regex Separator();

    [GeneratedRegex(
        """
        (?<textual>\\(?:text|mbox|mathrm|textrm|textbf)\s*\{[^{}]*\})
        |(?:\\\$|\$|\\[()]|\\left|\\right|\\[bB]igg?[lr]?(?![a-zA-Z])|\\[,;!\ ]|~|&|\\displaystyle|\\\\|\^\s*(?:\\circ|\{\s*\\circ\s*\})|°)
        |(?<!=\s{0,3}\$?)\\boxed(?=\s{0,3}\{)
        |(?<number>(?<![\d.])\d{1,3}(?:(?:,|\{,\}|,\\!|\\,)\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)
        |(?<unknown>(?<==\s{0,3}\$?)\\boxed(?=\s{0,3}\{)|\*\*|\.{2,}|\\[lc]?dots|\.(?=\s{0,3}\\[a-zA-Z])|(?<=\d\s{0,3}\$?):(?=\s{0,3}\$?\d)|(?<=\d\$?\s{0,2}),(?=\s{0,3}\$?\\?\$?\d)|\\equiv|\\\{|\\\}|_|\||√)
        |(?<break>[=!<>:]=|=>|->|→|⇒|≈|≠|<|>|≤|≥|\\(?:approx|neq?|leq?|geq?|lt|gt|implies|Rightarrow|to|rightarrow|iff|quad|qquad|therefore|because|sim)(?![a-zA-Z])|\\\[|\\\])
        |(?<times>\\(?:cdot|times|ast)(?![a-zA-Z])|[×·∗*])
        |(?<divide>\\div(?![a-zA-Z])|[÷/])
        |(?<frac>\\[dtc]?frac(?![a-zA-Z]))
        |(?<binom>\\[dt]?binom(?![a-zA-Z]))
        |(?<root>\\sqrt(?=\s{0,3}\{))
        |(?<pi>\\pi(?![a-zA-Z])|π)
        |(?<percent>\\?%)
        |(?<plus>\+)|(?<minus>[-−–])|(?<power>\^)|(?<factorial>(?<=[\d)}])!(?=\s{0,3}[-+*/)}=\\^($,]))|(?<unknown>(?<=[\d)}])!)
        |(?<open>[({\[])|(?<close>[)}\]])
        |(?<equals>=)
        |(?<word>[\p{L}]+(?:['’][\p{L}]+)?)
        |(?<break>[.,;:?!\n"“”])
        |(?<unknown>\\[a-zA-Z]+|\S)
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Token();
}
