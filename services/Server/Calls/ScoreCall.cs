using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Server.Variants;
using ScoreRequest = QuantGrpc.Inference.V1.ScoreRequest;

namespace QuantGrpc.Server.Calls;

/// <summary>One Score call: a continuation under one variant, in prefill batches.</summary>
internal sealed class ScoreCall(
    VariantFinder finder, Submitter submitter, DecodeLoop loop, EventStreams streams, RequestRecorder recorder, TimeProvider time)
{
    private const int OutboxEvents = 64;

    public async Task StreamAsync(ScoreRequest message, IServerStreamWriter<ScoreResponse> stream, ServerCallContext call)
    {
        var target = finder.Serving(message.Variant);
        var variant = target.Variant;
        var record = recorder.Begin("score", target.Id, call);
        var request = Parse(message, target);
        var adapters = await AdapterParser.ParseAsync("adapters", message.Adapters, target);
        await WeightsGuard.CheckAsync(message.ExpectedWeightsSha256, variant, call.CancellationToken);
        var identity = await variant.Identity.WaitAsync(call.CancellationToken);
        var outbox = new Outbox<ScoreEvent>(OutboxEvents);
        var arrived = time.GetTimestamp();
        var sequence = new ScoreSequence(request, outbox, arrived)
        {
            Adapters = adapters.Set, IsStrict = GenerationParser.StrictOf(message.Strict, variant),
        };
        using var submitted = submitter.Submit(new Addressed(target, sequence));
        record.Accept(request.Id, request.Tokens.Length, arrived);
        await using var freed = call.CancellationToken.Register(submitted.Dispose);
        var started = Started(request, variant, identity with { Fingerprint = adapters.Fingerprint(identity) });
        await streams.WriteAsync(new ScoreResponse { Started = started }, stream, call);
        var logprob = 0.0;
        var packing = new EventPacking<ScoreEvent, ScoreResponse>(new ScoreResponse(), AppendAsync, static response => response.ClearEvent())
        {
            MaxEvents = 1, Taken = loop.Wake,
        };
        await streams.WriteAsync(outbox.Reader, packing, stream, call);

        ValueTask AppendAsync(ScoreResponse response, ScoreEvent item)
        {
            switch (item)
            {
                case TokensScored scored:
                    response.Block = ScoreMessages.Block(scored, message.Alternatives > 0);
                    logprob += scored.Tokens.Sum(t => t.Figures.Logprob);
                    break;
                case TextScored ended:
                    record.Note(ended);
                    response.Finished = new ScoreFinished
                    {
                        Logprob = logprob,
                        Perplexity = Math.Exp(-logprob / (request.Tokens.Length - request.First)),
                        Queue = ended.Queue.ToDuration(),
                        Prefill = ended.Prefill.ToDuration(),
                    };
                    break;
                default:
                    throw new InvalidOperationException($"unknown event {item.GetType().Name}");
            }

            return ValueTask.CompletedTask;
        }
    }

    private static ScoreStarted Started(Engine.Scoring.ScoreRequest request, ServedVariant variant, VariantIdentity identity) => new()
    {
        RequestId = request.Id,
        Variant = variant.Id,
        Fingerprint = identity.Fingerprint,
        WeightsSha256 = identity.WeightsSha256,
        PromptTokens = (uint)request.First,
        ScoredTokens = (uint)(request.Tokens.Length - request.First),
    };

    private static Engine.Scoring.ScoreRequest Parse(ScoreRequest message, Serving target)
    {
        Require.That(
            message.Alternatives <= RequestLimits.Alternatives, "alternatives", message.Alternatives, $"0 to {RequestLimits.Alternatives}");
        var text = ScoredTextParser.Parse(
            "", new ScoredText { Input = message.Input, Continuation = message.Continuation }, target);
        ScoredTextParser.CheckLength("", text, target);
        return new Engine.Scoring.ScoreRequest
        {
            Id = Guid.CreateVersion7().ToString("N"), Tokens = text.Tokens, First = text.First, Alternatives = (int)message.Alternatives,
        };
    }
}
