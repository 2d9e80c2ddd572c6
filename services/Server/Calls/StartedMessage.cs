using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>The first message of a stream. It waits for the weights' hash, which serving does not.</summary>
internal sealed class StartedMessage(GenerateRequest message, ServedVariant variant, GenerationRequest request, RequestAdapters adapters)
{
    public async Task<GenerateEvent> CreateAsync(GenerationStarted started, CancellationToken cancellation)
    {
        var identity = await variant.Identity.WaitAsync(cancellation);
        var result = new Started
        {
            RequestId = request.Id,
            Variant = variant.Id,
            Fingerprint = adapters.Fingerprint(identity),
            WeightsSha256 = identity.WeightsSha256,
            PromptTokens = (uint)request.Prompt.Length,
            PrefixTokens = (uint)request.Prefix.Tokens.Length,
            Samples = (uint)request.Samples,
            Strict = request.IsStrict,
            Seed = request.Sampling.Seed,
            MaxTokens = (uint)request.Sampling.MaxTokens,
            MaxTokensCut = request.Sampling.MaxTokensCut,
            QueueTime = started.QueueTime.ToDuration(),
            Sampling = SamplingParser.ToMessage(request.Sampling, message.Sampling),
        };
        if (message.EchoPromptTokens)
        {
            result.PromptTokenIds.AddRange(request.Prompt.Select(t => (uint)t.Value));
            result.PrefixTokenIds.AddRange(request.Prefix.Tokens.Select(t => (uint)t.Value));
        }

        return new GenerateEvent { Started = result };
    }
}
