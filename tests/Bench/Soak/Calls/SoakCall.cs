using Grpc.Core;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>A kind of call that a caller may draw.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Weight">How often it is drawn, beside the others' weights.</param>
/// <param name="RunAsync">Makes it once; throws where it ends with another status than OK.</param>
internal sealed record SoakCall(string Name, int Weight, Func<Random, Task> RunAsync)
{
    /// <summary>How it may end, a full queue's refusal apart.</summary>
    public IReadOnlyList<StatusCode> MayEnd { get; init; } = [StatusCode.OK];

    /// <summary>Whether its client ends it, by cancelling it or by a deadline.</summary>
    public bool GivesUp { get; init; }

    /// <summary>Whether it goes through a queue, which may be full.</summary>
    public bool IsQueued { get; init; } = true;
}
