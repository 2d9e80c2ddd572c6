using System.Globalization;
using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>Filters about numbers and about values that may be missing.</summary>
internal static class NumberFilters
{
    public static IReadOnlyList<Builtin> All { get; } =
    [
        new("int", ["default"], 0, (run, input, a) => Integer(run, input) ?? (a.Has(0) ? a[0] : new IntegerValue(0))),
        new("float", ["default"], 0, (run, input, a) => Float(run, input) ?? (a.Has(0) ? a[0] : new FloatValue(0))),
        new("abs", (run, input, _) => input switch
        {
            IntegerValue { Number: > long.MinValue } integer => new IntegerValue(Math.Abs(integer.Number)),
            FloatValue real => new FloatValue(Math.Abs(real.Number)),
            _ => throw run.Fail($"abs is given {input.Kind}; allowed: a number"),
        }),
        new("round", ["precision", "method"], 0, Round),
        new("default", ["default_value", "boolean"], 0, Default),
        new("d", ["default_value", "boolean"], 0, Default),
    ];

    private static Value Default(Evaluation run, Value input, BoundArguments arguments)
    {
        var missing = input is UndefinedValue || (arguments.Flag(1) && !input.IsTrue);
        return !missing ? input : arguments.IsGiven(0) ? arguments[0] : TextValue.Empty;
    }

    private static FloatValue Round(Evaluation run, Value input, BoundArguments arguments)
    {
        var precision = arguments.IntegerOrNull(0) ?? 0;
        if (input is not NumberValue { Real: var real } || precision is < 0 or > 15)
        {
            throw run.Fail($"round is given {input.Kind} and a precision of {precision}; allowed: a number, and 0 to 15");
        }

        var scale = Math.Pow(10, precision);
        return arguments.TextOrNull(1)?.Plain switch
        {
            null or "common" => new FloatValue(Math.Round(real, (int)precision)),
            "ceil" => new FloatValue(Math.Ceiling(real * scale) / scale),
            "floor" => new FloatValue(Math.Floor(real * scale) / scale),
            _ => throw arguments.Wrong(1, "common, ceil, floor"),
        };
    }

    private static IntegerValue? Integer(Evaluation run, Value value) => value switch
    {
        IntegerValue integer => integer,
        BooleanValue boolean => new IntegerValue(boolean.Flag ? 1 : 0),
        _ => Float(run, value) is { Number: > -9e18 and < 9e18 and var number } ? new IntegerValue((long)number) : null,
    };

    private static FloatValue? Float(Evaluation run, Value value) => value switch
    {
        NumberValue number => new FloatValue(number.Real),
        TextValue text => Parse(run, text),
        _ => null,
    };

    private static FloatValue? Parse(Evaluation run, TextValue text)
    {
        run.Budget.TakeCharacters(text.Plain.Length);
        return double.TryParse(text.Plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new FloatValue(number) : null;
    }
}
