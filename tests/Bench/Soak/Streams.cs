using System.Text;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak;

/// <summary>Reading of streams.</summary>
internal static class Streams
{
    /// <summary>A prompt of random tokens, which begins like no other.</summary>
    public static TokenInput RandomTokens(Random chance, int count)
    {
        var tokens = new TokenInput();
        for (var i = 0; i < count; i++)
        {
            tokens.Ids.Add((uint)chance.Next(5, 500));
        }

        return tokens;
    }

    /// <summary>Everything to the end.</summary>
    public static async Task<List<T>> AllAsync<T>(this AsyncServerStreamingCall<T> call, CancellationToken cancellation = default)
    {
        var messages = new List<T>();
        await foreach (var message in call.ResponseStream.ReadAllAsync(cancellation))
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>All events of a generation.</summary>
    /// <exception cref="SoakFaultException">It ended without saying so.</exception>
    public static async Task<List<GenerateEvent>> EventsAsync(this AsyncServerStreamingCall<GenerateResponse> call, CancellationToken cancellation = default)
    {
        var events = (await call.AllAsync(cancellation)).SelectMany(message => message.Events).ToList();
        return events is [{ Started: not null }, .., { Finished: not null }]
            ? events
            : throw new SoakFaultException($"a stream of {events.Count} events ended with OK and without `finished`");
    }

    public static string Text(this IEnumerable<GenerateEvent> events) =>
        events.Aggregate(new StringBuilder(), (text, e) => text.Append(e.Token?.Text ?? e.Finished?.Text)).ToString();
}
