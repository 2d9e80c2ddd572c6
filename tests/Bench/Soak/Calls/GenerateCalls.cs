using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>Generations: read to their end, dropped at some point, out of time, read slowly or not at all.</summary>
internal sealed class GenerateCalls(SoakClients clients, Witnesses witnesses)
{
    public IEnumerable<SoakCall> All =>
    [
        new("generate, read to its end", 20, WholeAsync),
        new("generate, sampled", 10, SampledAsync),
        new("generate, with an adapter", 4, AdaptedAsync),
        new("generate, on the variant that comes and goes", 8, OnGuestAsync) { MayEnd = [StatusCode.OK, StatusCode.FailedPrecondition, StatusCode.Unavailable] },
        new("generate, cancelled while queued or in prefill", 10, CancelEarlyAsync) { GivesUp = true },
        new("generate, dropped while decoding", 10, DropDecodingAsync),
        new("generate, client's deadline", 8, ClientDeadlineAsync) { GivesUp = true },
        new("generate, time budget", 8, BudgetAsync),
        new("generate, slow reader", 4, SlowAsync),
        new("generate, reader that stops", 1, StopReadingAsync) { MayEnd = [StatusCode.OK, StatusCode.ResourceExhausted] },
    ];

    private static string Resident(Random chance) => SoakServer.Resident[chance.Next(SoakServer.Resident.Count)];

    private static GenerateRequest Long(Random chance, string variant, uint tokens) => new()
    {
        Variant = variant,
        Tokens = Streams.RandomTokens(chance, chance.Next(1, 100)),
        Sampling = new Sampling { MaxTokens = tokens, MinTokens = tokens, Temperature = 1, Seed = (ulong)chance.Next() },
    };

    private static async Task<List<GenerateEvent>> ReadAsync(InferenceService.InferenceServiceClient client, GenerateRequest request, CallOptions options = default)
    {
        using var call = client.Generate(request, options);
        return await call.EventsAsync(options.CancellationToken);
    }

    private async Task WholeAsync(Random chance)
    {
        var witness = witnesses.Any(chance);
        witness.Check((await ReadAsync(clients.Any(chance), witness.Request)).Text());
    }

    private async Task SampledAsync(Random chance)
    {
        var request = Long(chance, Resident(chance), (uint)chance.Next(1, 80));
        request.Samples = (uint)chance.Next(1, 4);
        request.Sampling.TopP = 0.9f;
        request.Sampling.MinTokens = 0;
        request.Inspection = new Inspection { Logprob = true, Alternatives = (uint)chance.Next(0, 10) };
        if (chance.Next(4) == 0)
        {
            request.Sampling.Grammar = "root ::= [0-9]+ (\" + \" [0-9]+)*";
        }

        var ended = (await ReadAsync(clients.Any(chance), request)).Count(e => e.Finished is not null);
        if (ended != request.Samples)
        {
            throw new SoakFaultException($"{ended} of {request.Samples} samples have ended with OK");
        }
    }

    private Task AdaptedAsync(Random chance)
    {
        var request = Long(chance, SoakServer.F16, 20);
        request.Adapters.Add(new AdapterUse { Id = SoakServer.Adapter, Scale = chance.Next(1, 4) / 2f });
        return ReadAsync(clients.Any(chance), request);
    }

    private Task OnGuestAsync(Random chance) => ReadAsync(clients.Any(chance), Long(chance, SoakServer.Guest, (uint)chance.Next(1, 200)));

    private async Task CancelEarlyAsync(Random chance)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(chance.Next(0, 60)));
        var request = Long(chance, Resident(chance), 50);
        request.Tokens = Streams.RandomTokens(chance, chance.Next(500, 950));
        await ReadAsync(clients.Any(chance), request, new CallOptions(cancellationToken: cancel.Token));
    }

    private async Task DropDecodingAsync(Random chance)
    {
        using var call = clients.Any(chance).Generate(Long(chance, Resident(chance), 300));
        for (var messages = chance.Next(1, 100); messages > 0 && await call.ResponseStream.MoveNext(CancellationToken.None); messages--)
        {
        }
    }

    private Task ClientDeadlineAsync(Random chance) => ReadAsync(
        clients.Any(chance), Long(chance, Resident(chance), 300), new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(chance.Next(1, 300))));

    private async Task BudgetAsync(Random chance)
    {
        var request = Long(chance, Resident(chance), 600);
        request.Deadline = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(chance.Next(1, 300)));
        var reason = (await ReadAsync(clients.Any(chance), request))[^1].Finished.Reason;
        if (reason is not (StopReason.Deadline or StopReason.Length))
        {
            throw new SoakFaultException($"a time budget ended with {reason}");
        }
    }

    private async Task SlowAsync(Random chance)
    {
        var request = Long(chance, Resident(chance), 200);
        request.Inspection = new Inspection { Alternatives = 20 };
        using var call = clients.Any(chance).Generate(request);
        for (var pauses = chance.Next(1, 6); pauses > 0 && await call.ResponseStream.MoveNext(CancellationToken.None); pauses--)
        {
            await Task.Delay(chance.Next(20, 200)); // the reader is at work on what it has
        }

        await call.AllAsync();
    }

    // More than windows and buffers on the way hold. Where the server was too busy to write so much in time, the rest is read to its end.
    private async Task StopReadingAsync(Random chance)
    {
        var request = Long(chance, Resident(chance), 900);
        request.Inspection = new Inspection { Alternatives = 64, Logprob = true };
        using var call = clients.Any(chance).Generate(request);
        await call.ResponseHeadersAsync;
        await Task.Delay(3 * SoakServer.ReaderStall);
        await call.AllAsync();
    }
}
