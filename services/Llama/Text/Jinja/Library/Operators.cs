using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>The operators that calculate.</summary>
internal static class Operators
{
    public static Value Apply(Evaluation run, string name, Value left, Value right)
    {
        try
        {
            return (name, left, right) switch
            {
                ("~", _, _) => TextOperations.Join(run, Printing.TextOf(run, left), Printing.TextOf(run, right)),
                ("+", TextValue a, TextValue b) => TextOperations.Join(run, a, b),
                ("+", ListValue a, ListValue b) => Sequences.List(run, [.. a.Items, .. b.Items]),
                ("*", TextValue text, IntegerValue times) => Repeat(run, text, times.Number),
                ("/", NumberValue a, NumberValue b) => new FloatValue(a.Real / NotZero(run, b).Real),
                (_, IntegerValue a, IntegerValue b) => new IntegerValue(Calculate(run, name, a.Number, b.Number)),
                (_, NumberValue a, NumberValue b) => new FloatValue(Calculate(run, name, a.Real, b.Real)),
                _ => throw run.Fail($"{left.Kind} {name} {right.Kind} is not possible"),
            };
        }
        catch (OverflowException)
        {
            throw run.Fail($"the result of {name} does not fit 64 bits");
        }
    }

    private static long Calculate(Evaluation run, string name, long a, long b) => name switch
    {
        "+" => checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "//" => FloorQuotient(a, NotZero(run, b)),
        _ => b == -1 ? 0 : a - (b * FloorQuotient(a, NotZero(run, b))),
    };

    private static double Calculate(Evaluation run, string name, double a, double b) => name switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "//" => Math.Floor(a / NotZero(run, b)),
        _ => a - (b * Math.Floor(a / NotZero(run, b))),
    };

    private static long FloorQuotient(long a, long b)
    {
        var quotient = checked(a / b);
        return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
    }

    private static NumberValue NotZero(Evaluation run, NumberValue value)
    {
        NotZero(run, value.Real);
        return value;
    }

    private static long NotZero(Evaluation run, long value) => value != 0 ? value : throw run.Fail("division by zero");

    private static double NotZero(Evaluation run, double value) => value != 0 ? value : throw run.Fail("division by zero");

    private static TextValue Repeat(Evaluation run, TextValue text, long times)
    {
        var builder = new TextBuilder(run.Budget);
        for (var i = 0L; i < times && text.Plain.Length > 0; i++)
        {
            run.Budget.TakeSteps(1);
            builder.Append(text);
        }

        return builder.Build();
    }
}
