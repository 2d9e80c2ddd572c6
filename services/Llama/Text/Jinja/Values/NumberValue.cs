namespace QuantGrpc.Llama.Text.Jinja.Values;

internal abstract record NumberValue : Value
{
    public abstract double Real { get; }

    public override bool IsTrue => Real != 0;
}

internal sealed record IntegerValue(long Number) : NumberValue
{
    public override string Kind => "an integer";

    public override double Real => Number;

    public override TextValue Printed => TextValue.OfTemplate($"{Number}");
}

internal sealed record FloatValue(double Number) : NumberValue
{
    public override string Kind => "a number";

    public override double Real => Number;

    public override TextValue Printed => TextValue.OfTemplate(
        double.IsFinite(Number) && Number == Math.Floor(Number) && Math.Abs(Number) < 1e16 ? $"{Number:F1}" : $"{Number:R}");
}
