using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Sums, products and powers.</content>
internal sealed partial class AnswerParser
{
    private bool BeginsFactor => Now.Kind is LatexTokenKind.Letter or LatexTokenKind.Number || (Now.Text == "(" && !_brackets.IsList(_tokens, _at))
        || Now.Text is "[" or "{" or "\\frac" or "\\sqrt" or "\\pi" or "\\infty" or "\\binom" or "\\lfloor" or "\\lceil" or "\\overline" or "\\exp" || IsFunction;

    private bool IsFunction => Now.Text is "\\sin" or "\\cos" or "\\tan" or "\\sec" or "\\csc" or "\\cot" or "\\log" or "\\ln" or "\\asin" or "\\acos" or "\\atan";

    private Expression Sum()
    {
        Deeper();
        var sum = Product();
        while (Now.Text is "+" or "-" or "\\pm" or "\\mp")
        {
            var minus = Sign();
            var term = Product();
            sum = minus ? sum - term : sum + term;
        }

        _depth--;
        return sum;
    }

    // Whether the sign at hand is minus now.
    private bool Sign()
    {
        var sign = Next().Text;
        _bothSigns += sign is "\\pm" ? 1 : 0; // a minus-or-plus goes with one
        _bothSigns = sign is "\\mp" ? Math.Max(_bothSigns, 1) : _bothSigns;
        return sign switch { "-" => true, "\\pm" => _minus, "\\mp" => !_minus, _ => false };
    }

    private Expression Product()
    {
        var product = Signed();
        while (true)
        {
            if (Take("*"))
            {
                product *= Signed();
            }
            else if (Take("/"))
            {
                product /= Signed();
            }
            else if (BeginsFactor)
            {
                if (Now.Kind == LatexTokenKind.Number && _digit == 0 && _at > 0 && _tokens[_at - 1].Kind == LatexTokenKind.Number)
                {
                    throw new UngradableException("two numbers side by side");
                }

                product *= Power();
            }
            else
            {
                return product;
            }
        }
    }

    private Expression Signed()
    {
        var minus = false;
        while (Now.Text is "+" or "-" or "\\pm" or "\\mp" or "\\$")
        {
            var isMoney = Take("\\$");
            _sawMoney |= isMoney;
            minus ^= !isMoney && Sign();
        }

        return minus ? -Power() : Power();
    }

    private Expression Power()
    {
        if (Mixed() is { } mixed)
        {
            return mixed;
        }

        var value = Atom();
        while (Now.Text is "^" or "!" or "°")
        {
            if (Take("!"))
            {
                value = Now.Text == "!" ? throw new UngradableException("a double factorial") : Functions.Factorial(value);
            }
            else if (Take("°"))
            {
                _sawDegrees |= !_inAngle;
                value = _inAngle ? value * Expression.Of(Polynomial.Of(Generator.Pi).Times(new Rational(1, 180))) : value;
            }
            else
            {
                _at++;
                value = Raised(value);
            }
        }

        return value;
    }

    private Expression Raised(Expression value)
    {
        Deeper();
        var exponent = Exponent();
        _depth--;
        if (value.Single is { } single && single.Equals(Generator.E) && exponent.Generators.Contains(Generator.I))
        {
            // e^(i a) is cos a + i sin a
            var turn = Trigonometry.Both(exponent / Expression.Of(Generator.I));
            return turn.Cosine + (Expression.Of(Generator.I) * turn.Sine);
        }

        return Functions.Power(value, exponent);
    }

    // Towers lean to the right: 2^3^4 is 2^(3^4).
    private Expression Exponent()
    {
        var exponent = Argument(whole: true);
        return Take("^") ? Raised(exponent) : exponent;
    }

    // 3\frac{1}{2} and 3 1/2 are three and a half.
    private Expression? Mixed()
    {
        if (Now.Kind != LatexTokenKind.Number || _digit != 0 || Now.Text.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        var plain = _tokens[_at + 1] is { Kind: LatexTokenKind.Number, Spaced: true } && _at + 3 < _tokens.Count
            && _tokens[_at + 2].Text == "/" && _tokens[_at + 3].Kind == LatexTokenKind.Number;
        if (!plain && !IsFractionOfNumbers(_at + 1))
        {
            return null;
        }

        var whole = Number();
        var fraction = plain ? Number() : Atom();
        if (plain)
        {
            _at++;
            fraction /= Number();
        }

        return fraction.Constant is { Sign: > 0 } part && part.Numerator < part.Denominator ? whole + fraction : whole * fraction;
    }

    private bool IsFractionOfNumbers(int at)
    {
        if (_tokens[at].Text != "\\frac")
        {
            return false;
        }

        var next = _tokens[at + 1];
        return next.Kind == LatexTokenKind.Number || (next.Text == "{" && _tokens[at + 2].Kind == LatexTokenKind.Number && _tokens[at + 3].Text == "}");
    }
}
