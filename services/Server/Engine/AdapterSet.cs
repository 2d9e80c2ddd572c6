using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>Adapters with their scales, in the order of their names; equal where names and scales are.</summary>
internal sealed class AdapterSet : IEquatable<AdapterSet>
{
    private AdapterSet(IReadOnlyList<ScaledAdapter> adapters) => Adapters = adapters;

    /// <summary>The bare weights.</summary>
    public static AdapterSet None { get; } = new([]);

    public IReadOnlyList<ScaledAdapter> Adapters { get; }

    /// <summary>Orders adapters; none is <see cref="None"/>.</summary>
    public static AdapterSet Of(IEnumerable<ScaledAdapter> adapters)
    {
        var ordered = adapters.OrderBy(a => a.Adapter.Name, StringComparer.Ordinal).ToList();
        return ordered.Count == 0 ? None : new AdapterSet(ordered);
    }

    public bool Equals(AdapterSet? other) =>
        ReferenceEquals(this, other) || (other is not null && Adapters.SequenceEqual(other.Adapters));

    public override bool Equals(object? obj) => Equals(obj as AdapterSet);

    public override int GetHashCode() => Adapters.Aggregate(0, HashCode.Combine);
}
