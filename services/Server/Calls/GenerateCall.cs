using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>One Generate call: checked, queued, streamed, and freed however it ends.</summary>
internal sealed class GenerateCall(VariantFinder finder, DecodeLoop loop, EventStreams streams, TimeProvider time)
{
    // Events that may wait for a slow reader; then its sequence waits.
    private const int OutboxEvents = 256;

    // What a client is told to wait when the queue is full: a few decode steps of a busy server.
    private static readonly TimeSpan Pushback = TimeSpan.FromMilliseconds(250);

    public async Task StreamAsync(GenerateRequest message, IServerStreamWriter<GenerateResponse> stream, ServerCallContext call)
    {
        var variant = finder.Find(message.Variant);
        var model = finder.ModelOf(variant);
        var request = Parse(message, variant, model);
        var sequence = new Sequence(request, new Outbox(OutboxEvents), time.GetTimestamp());
        Submit(variant, sequence);
        try
        {
            await using var freed = call.CancellationToken.Register(() => Free(sequence));
            var events = new EventMessages(model.Vocabulary, request, message.Inspection);
            var started = new StartedMessage(message, variant, request);
            var packing = new EventPacking<GenerationEvent, GenerateResponse>(
                new GenerateResponse(), AppendAsync, static response => response.Events.Clear()) { Taken = loop.Wake };
            await streams.WriteAsync(sequence.Outbox.Reader, packing, stream, call);

            async ValueTask AppendAsync(GenerateResponse response, GenerationEvent item) => response.Events.Add(item switch
            {
                GenerationStarted first => await started.CreateAsync(first, call.CancellationToken),
                TokenGenerated token => events.Token(token),
                GenerationFinished finished => events.Finished(finished),
                _ => throw new InvalidOperationException($"unknown event {item.GetType().Name}"),
            });
        }
        finally
        {
            Free(sequence);
        }
    }

    private GenerationRequest Parse(GenerateRequest message, ServedVariant variant, ResidentModel model)
    {
        var inspection = message.Inspection ?? new Inspection();
        if (inspection.Alternatives > RequestLimits.Alternatives)
        {
            throw GrpcErrors.InvalidArgument("inspection.alternatives", $"{inspection.Alternatives}", $"0 to {RequestLimits.Alternatives}");
        }

        var prompt = PromptParser.Parse(message, variant, model, time.GetUtcNow());
        var room = variant.Spec.Context - prompt.Length;
        if (room < 1)
        {
            throw GrpcErrors.InvalidArgument(
                "input", $"{prompt.Length} tokens", $"at most {variant.Spec.Context - 1} tokens: {variant.Id} holds {variant.Spec.Context} a sequence, one of them to be generated");
        }

        return new GenerationRequest
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Prompt = prompt,
            Sampling = SamplingParser.Parse(message.Sampling, room),
            Inspection = new InspectionSettings
            {
                Figures = inspection.Logprob || inspection.Rank || inspection.Entropy || inspection.Margin,
                Alternatives = (int)inspection.Alternatives,
            },
        };
    }

    private void Submit(ServedVariant variant, Sequence sequence)
    {
        switch (variant.Inbox.TryAdd(sequence))
        {
            case Submission.Full:
                throw GrpcErrors.ResourceExhausted($"{variant.Id}: {variant.Inbox.Capacity} requests wait already", Pushback);
            case Submission.Closed:
                throw GrpcErrors.FailedPrecondition($"{variant.Id} takes nothing more: {variant.Status.Reason}");
            default:
                loop.Wake();
                break;
        }
    }

    private void Free(Sequence sequence)
    {
        sequence.Cancel();
        loop.Wake();
    }
}
