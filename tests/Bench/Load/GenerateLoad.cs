using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Load;

/// <summary>Concurrent Generate calls against a running server.</summary>
internal sealed class GenerateLoad(string address, string variant) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    /// <summary>Starts all streams at once and reads them to their ends.</summary>
    /// <returns>Generated tokens a second, prefill included.</returns>
    public async Task<double> MeasureAsync(uint[] prompt, LoadShape shape, CancellationToken cancellation)
    {
        var client = new InferenceService.InferenceServiceClient(_channel);
        var start = Stopwatch.GetTimestamp();
        var tokens = await Task.WhenAll(Enumerable.Range(0, shape.Streams).Select(_ => StreamAsync(client, Request(prompt, shape), cancellation)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        if (tokens.Any(count => count != shape.Tokens))
        {
            throw new InvalidOperationException($"streams ended with {string.Join(", ", tokens)} tokens, not {shape.Tokens}");
        }

        return tokens.Sum() / elapsed.TotalSeconds;
    }

    public void Dispose() => _channel.Dispose();

    private static async Task<int> StreamAsync(
        InferenceService.InferenceServiceClient client, GenerateRequest request, CancellationToken cancellation)
    {
        using var call = client.Generate(request, cancellationToken: cancellation);
        var tokens = 0;
        await foreach (var response in call.ResponseStream.ReadAllAsync(cancellation))
        {
            tokens += response.Events.Count(e => e.EventCase == GenerateEvent.EventOneofCase.Token);
        }

        return tokens;
    }

    private GenerateRequest Request(uint[] prompt, LoadShape shape) => new()
    {
        Variant = variant,
        Tokens = new TokenInput { Ids = { prompt } },
        Sampling = new Sampling { MaxTokens = (uint)shape.Tokens, MinTokens = (uint)shape.Tokens },
    };
}
