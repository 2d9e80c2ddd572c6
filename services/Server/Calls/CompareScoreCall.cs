using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Calls;

/// <summary>One CompareScore call: texts under a reference and its variants, several in flight, compared row by row.</summary>
internal sealed class CompareScoreCall(
    VariantFinder finder, Submitter submitter, DecodeLoop loop, EventStreams streams, RequestRecorder recorder, TimeProvider time)
{
    private const int OutboxEvents = 256;

    public async Task StreamAsync(CompareScoreRequest message, IServerStreamWriter<CompareScoreResponse> stream, ServerCallContext call)
    {
        var start = time.GetTimestamp();
        var compared = ComparedTexts.Parse(message, finder);
        var records = recorder.Begin("compare_score", compared.Variants.Select(v => v.Id), call);
        var started = await StartedAsync(compared.Variants, call.CancellationToken);
        var outbox = new Outbox<ScoreEvent>(OutboxEvents, compared.Variants.Count * compared.Texts.Count);
        using var held = submitter.Hold(compared.Variants);
        using var run = new CompareScoreRun(compared, compared.Variants[0].Model.Vocabulary.Count, submitter, outbox, time);
        await using var freed = call.CancellationToken.Register(run.Dispose);
        run.Begin();
        Accept(records, started.RequestId, compared);
        await streams.WriteAsync(new CompareScoreResponse { Started = started }, stream, call);
        var packing = new EventPacking<ScoreEvent, CompareScoreResponse>(new CompareScoreResponse(), AppendAsync, static r => r.ClearEvent())
        {
            MaxEvents = 1, Taken = loop.Wake, HasContent = static r => r.EventCase != CompareScoreResponse.EventOneofCase.None,
        };
        await streams.WriteAsync(outbox.Reader, packing, stream, call);
        var finished = run.Finished();
        finished.Duration = time.GetElapsedTime(start).ToDuration();
        await streams.WriteAsync(new CompareScoreResponse { Finished = finished }, stream, call);

        ValueTask AppendAsync(CompareScoreResponse response, ScoreEvent item)
        {
            switch (item)
            {
                case TokensScored scored:
                    var block = run.Take(scored);
                    response.Block = message.Blocks ? block : null;
                    break;
                case TextScored ended:
                    records[ended.Tag.Variant].Grant(ended.Queue);
                    response.Text = run.End(ended);
                    break;
                default:
                    throw new InvalidOperationException($"unknown event {item.GetType().Name}");
            }

            return ValueTask.CompletedTask;
        }
    }

    // What came before the first text entered is the call's own work; of the texts' waits the first one's is kept.
    private void Accept(IReadOnlyList<RequestRecord> records, string id, ComparedTexts compared)
    {
        var arrived = time.GetTimestamp();
        foreach (var record in records)
        {
            record.Accept(id, compared.Texts.Sum(t => (long)t.Tokens.Length), arrived);
        }
    }

    private static async Task<CompareScoreStarted> StartedAsync(IReadOnlyList<Serving> variants, CancellationToken cancellation)
    {
        var started = new CompareScoreStarted { RequestId = Guid.CreateVersion7().ToString("N") };
        foreach (var variant in variants)
        {
            var identity = await variant.Variant.Identity.WaitAsync(cancellation);
            started.Variants.Add(new ComparedVariant { Id = variant.Id, Fingerprint = identity.Fingerprint, WeightsSha256 = identity.WeightsSha256 });
        }

        return started;
    }
}
