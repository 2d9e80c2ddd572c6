using System.Numerics;

namespace QuantGrpc.Evaluator.Judges.Rules;

/// <summary>Tokens that are not one closed number, or not surely.</summary>
internal sealed class NotClosedException : Exception;

/// <summary>How tokens are read.</summary>
/// <param name="Letters">Values of variables.</param>
/// <param name="PercentIsPlain">Whether 40 % is read as 40, as careless writing has it.</param>
internal sealed record Reading(IReadOnlyDictionary<string, Fraction> Letters, bool PercentIsPlain = false)
{
    public static Reading Plain { get; } = new(new Dictionary<string, Fraction>());

    /// <summary>A reading with one variable.</summary>
    public static Reading With(string letter, int value) => new(new Dictionary<string, Fraction> { [letter] = new(value) });
}

/// <summary>The exact value of tokens that hold numbers and signs alone, by recursive descent with bounds.</summary>
internal sealed class ClosedExpression
{
    private const int MostDepth = 40;

    private readonly IReadOnlyList<ClaimToken> _tokens;
    private readonly Reading _reading;
    private int _at;
    private int _depth;

    private ClosedExpression(IReadOnlyList<ClaimToken> tokens, Reading reading)
    {
        _tokens = tokens;
        _reading = reading;
    }

    private ClaimTokenKind? Now => _at < _tokens.Count ? _tokens[_at].Kind : null;

    /// <summary>The value; null where it is no closed number, or none for sure.</summary>
    /// <param name="tokens">Without units.</param>
    /// <param name="reading">How it is read.</param>
    public static Fraction? ValueOf(IReadOnlyList<ClaimToken> tokens, Reading reading)
    {
        try
        {
            var expression = new ClosedExpression(tokens, reading);
            var value = expression.Sum();
            return expression._at == tokens.Count ? value : null;
        }
        catch (NotClosedException)
        {
            return null;
        }
    }

    private Fraction Sum()
    {
        if (++_depth > MostDepth)
        {
            throw new NotClosedException();
        }

        var sum = Take(ClaimTokenKind.Minus) ? -Product() : Product();
        while (Now is ClaimTokenKind.Plus or ClaimTokenKind.Minus)
        {
            sum = _tokens[_at++].Kind == ClaimTokenKind.Plus ? sum + Product() : sum - Product();
        }

        _depth--;
        return sum;
    }

    private Fraction Product()
    {
        var product = Signed();
        var divided = false;
        while (true)
        {
            if (Take(ClaimTokenKind.Times))
            {
                product = product * Signed();
            }
            else if (Take(ClaimTokenKind.Divide))
            {
                divided = true;
                product = product / Signed();
            }
            else if (!divided && MultipliesSilently())
            {
                product *= Power();
            }
            else
            {
                return product;
            }
        }
    }

    // 3(4 + 5), 2x, 3\sqrt{2}; behind a division or a space it may mean something else, and f(3) is no product.
    private bool MultipliesSilently() => Now switch
    {
        ClaimTokenKind.Open => _tokens[_at].Text == "(" && !_tokens[_at].AfterSpace && _tokens[_at - 1].Kind is not ClaimTokenKind.Letter,
        ClaimTokenKind.Letter or ClaimTokenKind.Root or ClaimTokenKind.Pi => true,
        _ => false,
    };

    private Fraction Signed()
    {
        var negative = Take(ClaimTokenKind.Minus);
        var value = Power();
        return negative ? -value : value;
    }

    private Fraction Power()
    {
        var value = Postfix(Atom());
        return Take(ClaimTokenKind.Power) ? value.Power(Exponent()) : value;
    }

    private Fraction Postfix(Fraction value)
    {
        while (true)
        {
            if (Take(ClaimTokenKind.Percent))
            {
                value = _reading.PercentIsPlain ? value : value / new Fraction(100);
            }
            else if (Take(ClaimTokenKind.Factorial))
            {
                value = Factorial(value);
            }
            else
            {
                return value;
            }
        }
    }

    private Fraction Exponent()
    {
        if (_at < _tokens.Count && _tokens[_at] is { Kind: ClaimTokenKind.Number, Text.Length: > 1 })
        {
            throw new NotClosedException(); // 2^10 is 2 to the tenth or, typeset, 2 and a zero
        }

        var negative = Take(ClaimTokenKind.Minus);
        var value = Atom();
        return negative ? -value : value;
    }

    private Fraction Atom()
    {
        if (Now is null || ++_depth > MostDepth)
        {
            throw new NotClosedException();
        }

        var token = _tokens[_at++];
        var value = token.Kind switch
        {
            ClaimTokenKind.Number => token.Value,
            ClaimTokenKind.Open => Group(token.Text),
            ClaimTokenKind.Quotient => Argument() / Argument(),
            ClaimTokenKind.Letter when _reading.Letters.TryGetValue(token.Text, out var given) => given,
            ClaimTokenKind.Root => Argument().Root(),
            ClaimTokenKind.Pi => Fraction.Pi,
            ClaimTokenKind.Binomial => Binomial(Argument(), Argument()),
            _ => throw new NotClosedException(),
        };
        _depth--;
        return value;
    }

    // Braces, or one digit each: \frac12.
    private Fraction Argument()
    {
        var token = _at < _tokens.Count ? _tokens[_at++] : throw new NotClosedException();
        if (token is { Kind: ClaimTokenKind.Open, Text: "{" })
        {
            return Group("{");
        }

        return token is { Kind: ClaimTokenKind.Number, Text.Length: 1 } ? token.Value : throw new NotClosedException();
    }

    private Fraction Group(string open)
    {
        var value = Sum();
        var close = open switch { "(" => ")", "{" => "}", _ => throw new NotClosedException() }; // [x] may be the floor of x
        return Now == ClaimTokenKind.Close && _tokens[_at++].Text == close ? value : throw new NotClosedException();
    }

    private static Fraction Factorial(Fraction value) => value.IsInteger && value.Numerator.Sign >= 0 && value.Numerator <= 500
        ? new Fraction(Enumerable.Range(1, (int)value.Numerator).Aggregate(BigInteger.One, (a, b) => a * b))
        : throw new NotClosedException();

    private static Fraction Binomial(Fraction n, Fraction k) => n.IsInteger && k.IsInteger && k.Numerator.Sign >= 0 && k.Numerator <= n.Numerator
        ? Factorial(n) / (Factorial(k) * Factorial(n - k))
        : throw new NotClosedException();

    private bool Take(ClaimTokenKind kind)
    {
        var found = Now == kind;
        _at += found ? 1 : 0;
        return found;
    }
}
