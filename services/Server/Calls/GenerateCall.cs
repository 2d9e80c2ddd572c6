using Grpc.Core;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>One Generate call: checked, queued, streamed, and freed however it ends.</summary>
internal sealed class GenerateCall(
    VariantFinder finder, Submitter submitter, DecodeLoop loop, EventStreams streams, RequestRecorder recorder, TimeProvider time)
{
    // Events that may wait for a slow reader; then its sequences wait.
    private const int OutboxEvents = 256;

    public async Task StreamAsync(GenerateRequest message, IServerStreamWriter<GenerateResponse> stream, ServerCallContext call)
    {
        var came = time.GetTimestamp();
        var target = finder.Serving(message.Variant);
        var (variant, model) = target;
        var record = recorder.Begin(message.InputCase == GenerateRequest.InputOneofCase.Chat ? "chat" : "text_completion", target.Id, call);
        var adapters = await AdapterParser.ParseAsync("adapters", message.Adapters, target);
        var request = GenerationParser.Parse(message, variant, model) with { Adapters = adapters.Set };
        await WeightsGuard.CheckAsync(message.ExpectedWeightsSha256, variant, call.CancellationToken);
        var outbox = new GenerationOutbox(OutboxEvents, request.Samples);
        var arrived = time.GetTimestamp();
        using var submitted = submitter.Submit(new Addressed(target, SampleGroup.Of(request, outbox, arrived)));
        record.Accept(request.Id, request.Prompt.Length + request.Prefix.Tokens.Length, arrived);
        await using var freed = call.CancellationToken.Register(submitted.Dispose);
        await using var deadline = TimerOf(request, submitted, came);
        var events = new EventMessages(model.Vocabulary, request, message.Inspection);
        var tokens = new TokenEvents(events);
        var started = new StartedMessage(message, variant, request, adapters);
        var packing = new EventPacking<GenerationEvent, GenerateResponse>(
            new GenerateResponse(), AppendAsync, static response => response.Events.Clear()) { Taken = loop.Wake };
        await streams.WriteAsync(outbox.Reader, packing, stream, call);

        async ValueTask AppendAsync(GenerateResponse response, GenerationEvent item)
        {
            record.Note(item);
            switch (item)
            {
                case TokenGenerated token:
                    tokens.Add(response, token);
                    outbox.GiveBack(token);
                    break;
                case GenerationStarted first:
                    response.Events.Add(await started.CreateAsync(first, call.CancellationToken));
                    break;
                case GenerationFinished finished:
                    response.Events.Add(new GenerateEvent { Finished = events.Finished(finished) });
                    break;
                default:
                    throw new InvalidOperationException($"unknown event {item.GetType().Name}");
            }
        }
    }

    // The budget counts from arrival: what the call has waited for before it entered the queue, such as the weights' hash, is part of it.
    private ITimer TimerOf(GenerationRequest request, Submitted submitted, long came)
    {
        var left = request.Guards.Deadline - time.GetElapsedTime(came);
        return time.CreateTimer(
            _ => submitted.Expire(), state: null, left is { } budget ? (budget > TimeSpan.Zero ? budget : TimeSpan.Zero) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
