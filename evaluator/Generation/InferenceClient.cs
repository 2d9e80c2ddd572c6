using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>An inference server, over one channel. Full queues and a server that is not there yet are waited for before a stream begins.</summary>
internal sealed partial class InferenceClient : IGenerator, IDisposable
{
    private const int UnaryTries = 4;

    private readonly GrpcChannel _channel;
    private readonly InferenceService.InferenceServiceClient _client;
    private readonly string _address;
    private readonly TimeProvider _time;

    public InferenceClient(string address, TimeProvider time)
    {
        _address = address;
        _time = time;
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true, // off in a handler of one's own: stream 101 would wait
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
                UseProxy = false,
            },
            DisposeHttpClient = true,
        });
        _client = new InferenceService.InferenceServiceClient(_channel);
    }

    public string Address => _address;

    public async Task<ServerInfo> GetServerInfoAsync(CancellationToken cancellation) =>
        Messages.From(await UnaryAsync(() => _client.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: cancellation), cancellation));

    /// <summary>Tokens that a chat takes with a variant's template.</summary>
    public async Task<int> CountTokensAsync(string variant, IReadOnlyList<ChatTurn> chat, CancellationToken cancellation)
    {
        var request = new RenderChatRequest { Variant = variant, Chat = Messages.From(chat) };
        return (await UnaryAsync(() => _client.RenderChatAsync(request, cancellationToken: cancellation), cancellation)).TokenIds.Count;
    }

    /// <summary>Tokens of a text as they would be scored: ordinary text, nothing put in front.</summary>
    public async Task<IReadOnlyList<TextToken>> TokenizeAsync(string variant, string text, CancellationToken cancellation)
    {
        var request = new TokenizeRequest { Variant = variant, Text = text };
        return TextToken.From(await UnaryAsync(() => _client.TokenizeAsync(request, cancellationToken: cancellation), cancellation));
    }

    /// <summary>Streams a generation.</summary>
    /// <exception cref="GenerationFailedException">It was refused, could not begin, or was cut.</exception>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var message = Messages.From(request);
        await foreach (var response in StreamAsync(() => _client.Generate(message, cancellationToken: cancellation), cancellation, request.Tries))
        {
            foreach (var item in response.Events)
            {
                yield return Messages.From(item);
            }
        }
    }

    /// <summary>Streams variants that write in step.</summary>
    /// <exception cref="GenerationFailedException">It was refused, could not begin, or was cut.</exception>
    public async IAsyncEnumerable<ComparisonEvent> CompareAsync(
        ComparisonRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var message = ComparisonMessages.From(request);
        await foreach (var response in StreamAsync(() => _client.Compare(message, cancellationToken: cancellation), cancellation))
        {
            yield return ComparisonMessages.From(response);
        }
    }

    /// <summary>Streams what given texts are to variants: a summary a text as it is done, and one of all.</summary>
    /// <exception cref="GenerationFailedException">It was refused, could not begin, or was cut.</exception>
    public async IAsyncEnumerable<DivergenceEvent> CompareScoreAsync(
        DivergenceRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var message = DivergenceMessages.From(request);
        await foreach (var response in StreamAsync(() => _client.CompareScore(message, cancellationToken: cancellation), cancellation))
        {
            if (DivergenceMessages.From(response) is { } item)
            {
                yield return item;
            }
        }
    }

    public void Dispose() => _channel.Dispose();

    private async IAsyncEnumerable<T> StreamAsync<T>(
        Func<AsyncServerStreamingCall<T>> begin, [EnumeratorCancellation] CancellationToken cancellation, int tries = GenerationRequest.DefaultTries)
    {
        using var call = await BeginAsync(begin, tries, cancellation);
        do
        {
            yield return call.ResponseStream.Current;
        }
        while (await NextAsync(call, cancellation));
    }

    // The first message is part of the try: until it came, nothing was lost by asking again.
    private async Task<AsyncServerStreamingCall<T>> BeginAsync<T>(
        Func<AsyncServerStreamingCall<T>> begin, int tries, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var call = begin();
            try
            {
                if (await call.ResponseStream.MoveNext(cancellation))
                {
                    return call;
                }

                throw new GenerationFailedException(GenerationFault.Cut, "the server ended the stream without an event");
            }
            catch (RpcException fault)
            {
                call.Dispose();
                cancellation.ThrowIfCancellationRequested();
                await WaitAsync(fault, new Try(attempt, tries), cancellation);
            }
        }
    }

    private async Task<bool> NextAsync<T>(AsyncServerStreamingCall<T> call, CancellationToken cancellation)
    {
        try
        {
            return await call.ResponseStream.MoveNext(cancellation);
        }
        catch (RpcException fault)
        {
            cancellation.ThrowIfCancellationRequested();
            throw ServerFaults.From(fault, _address, begun: true);
        }
    }

    private async Task<T> UnaryAsync<T>(Func<AsyncUnaryCall<T>> begin, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await begin();
            }
            catch (RpcException fault)
            {
                cancellation.ThrowIfCancellationRequested();
                await WaitAsync(fault, new Try(attempt, UnaryTries), cancellation);
            }
        }
    }

    // Waits as the server says, or longer each time; gives up where asking again is of no use.
    private async Task WaitAsync(RpcException fault, Try attempt, CancellationToken cancellation)
    {
        var pushback = ServerFaults.Pushback(fault);

        // A full queue empties, however long it takes; a server that cannot be reached may never be.
        var mayRetry = fault.StatusCode switch
        {
            StatusCode.ResourceExhausted => pushback is { Ticks: >= 0 },
            StatusCode.Unavailable => attempt.Number < attempt.Most && pushback is null or { Ticks: >= 0 },
            _ => false,
        };
        if (!mayRetry)
        {
            throw ServerFaults.From(fault, _address, begun: false);
        }

        await Task.Delay(pushback ?? TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(attempt.Number, 6), 2000)), _time, cancellation);
    }

    private readonly record struct Try(int Number, int Most);
}
