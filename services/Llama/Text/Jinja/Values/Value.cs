namespace QuantGrpc.Llama.Text.Jinja.Values;

/// <summary>A value of the template language; immutable but for namespaces.</summary>
internal abstract record Value
{
    /// <summary>What it is, as an error says it: "a string".</summary>
    public abstract string Kind { get; }

    /// <summary>Whether a condition takes it for true.</summary>
    public virtual bool IsTrue => true;

    /// <summary>Lists and mappings inside each other.</summary>
    public virtual int Depth => 0;

    /// <summary>The text that output shows; null where this language subset prints none.</summary>
    public virtual TextValue? Printed => null;

    /// <summary>A member by name; null where there is none.</summary>
    public virtual Value? Member(string name) => null;
}

/// <summary>A variable or member that is not there.</summary>
internal sealed record UndefinedValue(string Name) : Value
{
    public override string Kind => $"undefined ({Name})";

    public override bool IsTrue => false;

    public override TextValue Printed => TextValue.Empty;
}

internal sealed record NoneValue : Value
{
    public static NoneValue Instance { get; } = new();

    public override string Kind => "none";

    public override bool IsTrue => false;

    public override TextValue Printed { get; } = TextValue.OfTemplate("None");
}

internal sealed record BooleanValue(bool Flag) : Value
{
    public static BooleanValue True { get; } = new(true);

    public static BooleanValue False { get; } = new(false);

    public override string Kind => "a boolean";

    public override bool IsTrue => Flag;

    public override TextValue Printed => TextValue.OfTemplate(Flag ? "True" : "False");

    public static BooleanValue Of(bool flag) => flag ? True : False;
}
