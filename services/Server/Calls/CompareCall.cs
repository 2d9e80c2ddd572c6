using System.Text;
using Grpc.Core;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Comparison;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;
using CompareRound = QuantGrpc.Server.Engine.Comparison.CompareRound;

namespace QuantGrpc.Server.Calls;

/// <summary>One Compare call: several generations in step, one message a round.</summary>
internal sealed class CompareCall(
    VariantFinder finder, Submitter submitter, DecodeLoop loop, EventStreams streams, RequestRecorder recorder, TimeProvider time)
{
    private const int OutboxRounds = 128;

    public async Task StreamAsync(CompareRequest message, IServerStreamWriter<CompareResponse> stream, ServerCallContext call)
    {
        var compared = await ComparedSides.ParseAsync(message, finder);
        var records = recorder.Begin("compare", compared.Variants.Select(v => v.Id), call);
        var vocabulary = compared.Variants[0].Model.Vocabulary;
        var started = await StartedAsync(compared, message.Sampling, call.CancellationToken);
        var outbox = new Outbox<CompareRound>(OutboxRounds, compared.Variants.Count);
        var arrived = time.GetTimestamp();
        var session = new CompareSession(compared.Requests, new CompareSettings(vocabulary.Count, arrived), outbox);
        using var submitted = submitter.Submit([.. session.Sides.Select((side, i) => new Addressed(compared.Variants[i], side.Sequence))]);
        for (var i = 0; i < records.Count; i++)
        {
            records[i].Accept(compared.Requests[i].Id, compared.Requests[i].Prompt.Length + compared.Requests[i].Prefix.Tokens.Length, arrived);
        }

        await using var freed = call.CancellationToken.Register(submitted.Dispose);
        await streams.WriteAsync(new CompareResponse { Started = started }, stream, call);
        var rounds = new RoundMessages([.. compared.Requests.Select(r => new EventMessages(vocabulary, r, message.Inspection))]);
        var packing = new EventPacking<CompareRound, CompareResponse>(new CompareResponse(), AppendAsync, static response => response.ClearEvent())
        {
            MaxEvents = 1, Taken = loop.Wake,
        };
        await streams.WriteAsync(outbox.Reader, packing, stream, call);
        await streams.WriteAsync(new CompareResponse { Finished = Finished(session, rounds) }, stream, call);

        ValueTask AppendAsync(CompareResponse response, CompareRound round)
        {
            foreach (var token in round.Tokens)
            {
                records[token.Side].Note(token.Token);
            }

            foreach (var (side, finished) in round.Ended)
            {
                records[side].Note(finished);
            }

            response.Round = rounds.From(round);
            return ValueTask.CompletedTask;
        }
    }

    private static async Task<CompareStarted> StartedAsync(ComparedSides compared, Sampling? asked, CancellationToken cancellation)
    {
        var started = new CompareStarted
        {
            RequestId = compared.Requests[0].Id,
            PromptTokens = (uint)compared.Requests[0].Prompt.Length,
            Sampling = SamplingParser.ToMessage(compared.Requests[0].Sampling, asked),
        };
        for (var i = 0; i < compared.Variants.Count; i++)
        {
            var identity = await compared.Variants[i].Variant.Identity.WaitAsync(cancellation);
            started.Sides.Add(new StartedSide
            {
                Variant = compared.Variants[i].Id,
                Fingerprint = compared.Adapters[i].Fingerprint(identity),
                WeightsSha256 = identity.WeightsSha256,
                PrefixTokenIds = { compared.Requests[i].Prefix.Tokens.Select(t => (uint)t.Value) },
            });
        }

        return started;
    }

    private static CompareFinished Finished(CompareSession session, RoundMessages rounds)
    {
        var finished = new CompareFinished();
        for (var i = 0; i < session.Sides.Count; i++)
        {
            var side = session.Sides[i];
            var alignment = session.AlignmentOf(i);
            var summary = new SideSummary
            {
                Side = (uint)i,
                Text = rounds.TextOf(i),
                Tokens = (uint)side.Sequence.Generated,
                Rejoins = (uint)alignment.Rejoins,
                EqualTokens = (uint)alignment.EqualTokens,
            };
            if (alignment.FirstDivergence is { } first)
            {
                summary.FirstDivergence = (uint)first;
            }

            finished.Sides.Add(summary);
        }

        return finished;
    }
}
