namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Kinds of JSON values, apart from each other: a number is an integer or has a fraction.</summary>
[Flags]
internal enum JsonKinds
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Fraction = 8,
    String = 16,
    Array = 32,
    Object = 64,
    Number = Integer | Fraction,
    All = 127,
}
