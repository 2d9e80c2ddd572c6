using System.Collections.Frozen;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <summary>The commands and words that the lexer knows.</summary>
internal static class LatexNames
{
    /// <summary>Layout without meaning.</summary>
    public static readonly FrozenSet<string> Ignored = Set(
        "\\left \\right \\middle \\big \\Big \\bigg \\Bigg \\bigl \\bigr \\Bigl \\Bigr \\displaystyle \\textstyle \\scriptstyle \\limits \\, \\; \\! \\: \\> "
        + "\\quad \\qquad \\( \\) \\[ \\] \\mathbf \\boldsymbol \\bm \\mathit \\mathsf \\mathcal \\vec \\hat \\widehat \\overrightarrow \\underline "
        + "\\angle \\triangle \\nonumber \\hfill \\phantom \\ensuremath \\rm \\bf \\pounds \\euro \\mathopen \\mathclose \\mathrel \\tag");

    /// <summary>Commands whose group is text.</summary>
    public static readonly FrozenSet<string> Text = Set(
        "\\text \\mathrm \\textbf \\mbox \\textrm \\textnormal \\textit \\operatorname \\hbox \\texttt \\mathtt \\textsf \\textup \\emph");

    /// <summary>One spelling for many.</summary>
    public static readonly FrozenDictionary<string, string> Spellings = Pairs(
        "\\dfrac \\frac \\tfrac \\frac \\cfrac \\frac \\dbinom \\binom \\tbinom \\binom \\leq \\le \\leqslant \\le \\geq \\ge \\geqslant \\ge \\lt < \\gt > \\neq \\ne "
        + "\\cdot * \\times * \\ast * \\div / \\lbrace \\{ \\rbrace \\} \\lvert | \\rvert | \\vert | \\mid | \\colon : \\dots \\ldots \\cdots \\ldots \\dotsc \\ldots "
        + "\\degree ° \\% % \\bar \\overline \\emptyset \\varnothing \\langle ( \\rangle ) \\lbrack [ \\rbrack ] \\arccos \\acos \\arcsin \\asin \\arctan \\atan \\simeq \\approx \\sim \\approx \\land , "
        + "\\textdollar \\$ − - – - — - × * · * ∗ * ÷ / ≤ \\le ≥ \\ge ≠ \\ne ∪ \\cup ∈ \\in ± \\pm √ \\sqrt ∞ \\infty π \\pi ≈ \\approx ； ; ， , ： : （ ( ） ) ∅ \\varnothing");

    /// <summary>Commands that the parser knows; all others but Greek letters stay what they are, too, and are refused there.</summary>
    public static readonly FrozenSet<string> Greek = Set(
        "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau phi varphi chi psi omega "
        + "Gamma Delta Theta Lambda Xi Sigma Phi Psi Omega ell hbar");

    /// <summary>Functions, also without a backslash.</summary>
    public static readonly FrozenDictionary<string, string> PlainFunctions = Pairs(
        "sin \\sin cos \\cos tan \\tan sec \\sec csc \\csc cot \\cot log \\log ln \\ln exp \\exp sqrt \\sqrt pi \\pi infinity \\infty inf \\infty infty \\infty "
        + "oo \\infty arcsin \\asin arccos \\acos arctan \\atan and , or ,");

    /// <summary>Numbers as words.</summary>
    public static readonly FrozenDictionary<string, string> Numbers = Pairs(
        "zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 "
        + "seventeen 17 eighteen 18 nineteen 19 twenty 20");

    /// <summary>Words that stand for a sign.</summary>
    public static readonly FrozenDictionary<string, string> Signs = Pairs("percent % pct % degrees ° degree °");

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Pairs(string names) =>
        names.Split(' ').Chunk(2).ToFrozenDictionary(static p => p[0], static p => p[1], StringComparer.Ordinal);
}
