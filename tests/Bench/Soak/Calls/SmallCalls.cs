using Grpc.Core;
using Grpc.Health.V1;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>Calls that wait for no decode, watches, and callers with a connection of their own.</summary>
internal sealed class SmallCalls(SoakClients clients, Witnesses witnesses)
{
    public const string Unary = "unary calls";

    public IEnumerable<SoakCall> All =>
    [
        new(Unary, 12, UnaryAsync) { IsQueued = false },
        new("watches, dropped", 3, WatchAsync) { IsQueued = false, GivesUp = true },
        new("generate on a connection of its own", 4, OwnConnectionAsync),
        new("connection cut while decoding", 3, CutConnectionAsync),
    ];

    private async Task UnaryAsync(Random chance)
    {
        var client = clients.Any(chance);
        _ = chance.Next(7) switch
        {
            0 => (object)await client.TokenizeAsync(new TokenizeRequest { Variant = SoakServer.F16, Text = new string('7', chance.Next(1, 2000)) }),
            1 => await client.DetokenizeAsync(new DetokenizeRequest { Variant = SoakServer.Q4, Ids = { Streams.RandomTokens(chance, 100).Ids } }),
            2 => await client.RenderChatAsync(new RenderChatRequest { Variant = SoakServer.F16, Chat = witnesses.Any(chance).Request.Chat }),
            3 => await client.GetLoadAsync(new GetLoadRequest()),
            4 => await client.ListVariantsAsync(new ListVariantsRequest()),
            5 => await client.GetServerInfoAsync(new GetServerInfoRequest()),
            _ => await clients.Health.CheckAsync(new HealthCheckRequest { Service = $"variant/{SoakServer.F16}" }),
        };
    }

    private async Task WatchAsync(Random chance)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(chance.Next(1, 500)));
        if (chance.Next(2) == 0)
        {
            using var variants = clients.Any(chance).WatchVariants(new WatchVariantsRequest(), cancellationToken: cancel.Token);
            await variants.AllAsync(cancel.Token);
        }
        else
        {
            using var health = clients.Health.Watch(new HealthCheckRequest { Service = $"variant/{SoakServer.Guest}" }, cancellationToken: cancel.Token);
            await health.AllAsync(cancel.Token);
        }
    }

    private async Task OwnConnectionAsync(Random chance)
    {
        using var channel = clients.Open();
        var witness = witnesses.Any(chance);
        using var call = new InferenceService.InferenceServiceClient(channel).Generate(witness.Request);
        witness.Check((await call.EventsAsync()).Text());
    }

    private async Task CutConnectionAsync(Random chance)
    {
        var channel = clients.Open();
        using var call = new InferenceService.InferenceServiceClient(channel).Generate(witnesses.Any(chance).Request);
        await call.ResponseStream.MoveNext(CancellationToken.None);
        channel.Dispose();
    }
}
