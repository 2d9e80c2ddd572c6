using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Calls;

/// <summary>The sequences of one generation: one a sample, all of which share the prompt's cells.</summary>
internal static class SampleGroup
{
    /// <summary>The first sample, which the others follow.</summary>
    public static GenerationSequence Of(GenerationRequest request, IGenerationSink sink, long arrived)
    {
        var lease = new CellLease(request.Cells, request.Samples);
        var followers = new Sequence[request.Samples - 1];
        for (var i = 0; i < followers.Length; i++)
        {
            followers[i] = new GenerationSequence(request, sink, lease, arrived) { Sample = i + 1, IsFollower = true, Adapters = request.Adapters };
        }

        return new GenerationSequence(request, sink, lease, arrived) { Followers = followers, Adapters = request.Adapters };
    }
}
