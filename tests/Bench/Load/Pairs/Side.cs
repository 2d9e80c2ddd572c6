using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Pairs;

/// <summary>One of the two that are compared.</summary>
/// <param name="Targets">Its variants: at least one.</param>
internal sealed record Side(IReadOnlyList<ILoadTarget> Targets) : IDisposable
{
    public void Dispose()
    {
        foreach (var target in Targets)
        {
            target.Dispose();
        }
    }
}
