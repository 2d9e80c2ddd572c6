using System.Numerics;
using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>What has no operator outside: numbers, variables, fractions, roots, functions and groups.</content>
internal sealed partial class AnswerParser
{
    private bool _inAngle;

    private Expression Atom()
    {
        switch (Now)
        {
            case { Kind: LatexTokenKind.Number }:
                return Number();
            case { Kind: LatexTokenKind.Letter }:
                return Variable();
            case { Text: "(" or "[" or "{" }:
                return Group();
            case { Kind: LatexTokenKind.Symbol, Text: "|" }:
                return Bars();
            case { Kind: LatexTokenKind.Command }:
                return Command();
            default:
                throw Unknown();
        }
    }

    private Expression Command()
    {
        if (IsFunction)
        {
            return Function(Next().Text[1..]);
        }

        switch (Now.Text)
        {
            case "\\pi":
                _at++;
                return Expression.Of(Generator.Pi);
            case "\\infty":
                _at++;
                return Expression.Of(Generator.Infinity);
            case "\\frac":
                _at++;
                var top = Argument();
                return top / Argument();
            case "\\binom":
                _at++;
                var n = Argument();
                return Functions.Binomial(n, Argument());
            case "\\sqrt":
                _at++;
                return Root();
            case "\\exp":
                _at++;
                return Functions.Power(Expression.Of(Generator.E), Argument());
            case "\\overline":
                _at++;
                return Argument();
            case "\\lfloor":
                return Rounded("floor", "\\rfloor");
            case "\\lceil":
                return Rounded("ceiling", "\\rceil");
            case "\\ldots":
                _at++;
                return Expression.Of(Generator.Variable("..."));
            default:
                throw Unknown();
        }
    }

    private Expression Root()
    {
        Deeper();
        var degree = 2;
        if (Now.Text == "[")
        {
            _at++;
            degree = Sum().Constant is { IsInteger: true } d && d.Numerator.GetBitLength() < 31 ? (int)d.Numerator : throw new UngradableException("a root of such a degree");
            _ = Take("]") ? true : throw Unknown();
        }

        var value = Roots.Of(Argument(whole: true), degree);
        _depth--;
        return value;
    }

    private Expression Group()
    {
        var open = Now.Text;
        if (_brackets.IsList(_tokens, _at))
        {
            throw new UngradableException("a list within an expression");
        }

        _at++;
        var value = Sum();
        return Take(open == "(" ? ")" : open == "[" ? "]" : "}") ? value : throw Unknown();
    }

    private Expression Bars()
    {
        _at++;
        Deeper();
        var value = Sum();
        _depth--;
        return Take("|") ? Functions.Absolute(value) : throw Unknown();
    }

    private Expression Rounded(string name, string close)
    {
        _at++;
        var value = Sum();
        if (!Take(close))
        {
            throw Unknown();
        }

        if (value.Constant is not { } number)
        {
            return Functions.Opaque(name, value, name == "floor" ? static x => Math.Floor(x.Real) : static x => Math.Ceiling(x.Real));
        }

        var floor = (number.Numerator - (((number.Numerator % number.Denominator) + number.Denominator) % number.Denominator)) / number.Denominator;
        return Expression.Of(new Rational(floor + (name == "floor" || number.IsInteger ? 0 : 1)));
    }

    // A group in braces, or one token: \frac12 is one half. Digits of a power or root stay together.
    private Expression Argument(bool whole = false)
    {
        if (Now.Text is "{" or "(")
        {
            return Group();
        }

        if (Now.Kind == LatexTokenKind.Number && !whole && Now.Text.Length > 1)
        {
            var digit = Now.Text[..1];
            _digit++;
            return Expression.Of(Rational.Parse(digit));
        }

        return Take("-") ? -Argument(whole) : Atom();
    }

    // Digits, and those over which a bar stands for ever.
    private Expression Number()
    {
        var text = Next().Text;
        var value = Rational.Parse(text);
        var decimals = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        if (decimals == 0 && Now.Text != "\\overline")
        {
            return Expression.Of(value);
        }

        if (Now.Text != "\\overline" || _tokens[_at + 1].Text != "{" || _tokens[_at + 2].Kind != LatexTokenKind.Number)
        {
            return Expression.Of(value);
        }

        var period = _tokens[_at + 2].Text;
        _at += 3;
        var nines = new Rational((BigInteger.Pow(10, period.Length) - 1) * BigInteger.Pow(10, decimals));
        return Take("}") ? Expression.Of(value + (Rational.Parse(period) / nines)) : throw Unknown();
    }
}
