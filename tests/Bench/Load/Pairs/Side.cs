using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Bench.Load.Pairs;

/// <summary>One of the two that are compared: a server with its variants, or a server a variant.</summary>
/// <param name="IsOurs">Whether it is our server.</param>
/// <param name="Targets">Its variants: at least one.</param>
/// <param name="ProcessIds">Its processes, where they are known.</param>
internal sealed record Side(bool IsOurs, IReadOnlyList<ILoadTarget> Targets, IReadOnlyList<int> ProcessIds) : IDisposable
{
    /// <summary>Reads one stream of the variant that the request names; otherwise as <see cref="ILoadTarget.StreamAsync"/>.</summary>
    public Task<StreamRecord> StreamAsync(StreamRequest request, double arrival, CancellationToken cancellation) =>
        Targets[request.Variant].StreamAsync(request, arrival, cancellation);

    public void Dispose()
    {
        foreach (var target in Targets)
        {
            target.Dispose();
        }
    }
}
