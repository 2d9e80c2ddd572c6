using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Logits from one to another, both included.</summary>
internal readonly record struct LogitWindow(float Low, float High)
{
    /// <summary>Every token of a probability above zero.</summary>
    public static LogitWindow Everything { get; } = new(float.MinValue, float.MaxValue);

    public static LogitWindow From(float low) => new(Math.Max(low, float.MinValue), float.MaxValue);

    public static LogitWindow Around(double centre, double distance) =>
        double.IsInfinity(distance) ? Everything : new((float)(centre - distance), (float)(centre + distance));
}
