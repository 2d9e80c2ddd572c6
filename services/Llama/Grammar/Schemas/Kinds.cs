namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>The kinds of values that a shape without alternatives allows.</summary>
internal static class Kinds
{
    public static JsonKinds Of(Shape shape) => shape switch
    {
        NeverShape => JsonKinds.None,
        ValuesShape values => values.Values.Aggregate(JsonKinds.None, (kinds, value) => kinds | value.Kind),
        IntegerShape => JsonKinds.Integer,
        NumberShape => JsonKinds.Number,
        StringShape => JsonKinds.String,
        ArrayShape => JsonKinds.Array,
        ObjectShape => JsonKinds.Object,
        _ => JsonKinds.All,
    };
}
