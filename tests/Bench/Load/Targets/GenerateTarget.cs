using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Load.Targets;

/// <summary>One variant of our server, over gRPC.</summary>
internal sealed class GenerateTarget(string address, string variant) : ILoadTarget
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    /// <summary>The server's other calls.</summary>
    public InferenceService.InferenceServiceClient Client => new(_channel);

    public string Variant => variant;

    public async Task<StreamRecord> StreamAsync(StreamRequest request, double arrival, CancellationToken cancellation)
    {
        using var call = Client.Generate(MessageOf(request), cancellationToken: cancellation);
        var times = new TokenTimes(request, arrival);
        var prompt = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation))
        {
            var now = BenchClock.Now;
            var tokens = 0;
            foreach (var item in response.Events)
            {
                tokens += item.Token is null ? 0 : 1;
                prompt = item.Started is { } started ? (int)started.PromptTokens : prompt;
            }

            times.Add(tokens, now);
        }

        return times.End(prompt, tokens: null);
    }

    public void Dispose() => _channel.Dispose();

    private GenerateRequest MessageOf(StreamRequest request) => new()
    {
        Variant = variant,
        Prompt = request.Prompt,
        Sampling = new Sampling { MaxTokens = (uint)request.Tokens, MinTokens = (uint)request.Tokens, Seed = request.Seed },
        Inspection = request.Alternatives == 0 ? null : new Inspection { Logprob = true, Alternatives = (uint)request.Alternatives },
    };
}
