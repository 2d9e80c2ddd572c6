using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Bench.Soak.Calls;

/// <summary>Score, CompareScore and Compare, read to their end or dropped.</summary>
internal sealed class ScoringCalls(SoakClients clients)
{
    public IEnumerable<SoakCall> All =>
    [
        new("score", 6, ScoreAsync),
        new("compare-score", 4, chance => CompareScoreAsync(chance, SoakServer.Q4)),
        new("compare-score with the variant that comes and goes", 2, chance => CompareScoreAsync(chance, SoakServer.Guest)) { MayEnd = OfGuest },
        new("compare", 4, chance => CompareAsync(chance, SoakServer.Q4)),
        new("compare with the variant that comes and goes", 2, chance => CompareAsync(chance, SoakServer.Guest)) { MayEnd = OfGuest },
    ];

    private static IReadOnlyList<StatusCode> OfGuest { get; } = [StatusCode.OK, StatusCode.FailedPrecondition, StatusCode.Unavailable];

    private static TextInput Text(Random chance, int most) => new() { Tokens = Streams.RandomTokens(chance, chance.Next(2, most)) };

    // One of four is dropped after a message or some.
    private static async Task<T?> LastAsync<T>(AsyncServerStreamingCall<T> call, Random chance)
        where T : class
    {
        using (call)
        {
            var most = chance.Next(4) == 0 ? chance.Next(1, 5) : int.MaxValue;
            T? last = null;
            for (var read = 0; read < most; read++)
            {
                if (!await call.ResponseStream.MoveNext(CancellationToken.None))
                {
                    return last;
                }

                last = call.ResponseStream.Current;
            }

            return null;
        }
    }

    private async Task ScoreAsync(Random chance)
    {
        var request = new ScoreRequest { Variant = SoakServer.F16, Continuation = Text(chance, 900), Alternatives = (uint)chance.Next(0, 5) };
        Check(await LastAsync(clients.Any(chance).Score(request), chance), last => last.Finished is not null);
    }

    private async Task CompareScoreAsync(Random chance, string variant)
    {
        var request = new CompareScoreRequest { Reference = SoakServer.F16, Variants = { variant }, Blocks = chance.Next(2) == 0 };
        for (var texts = chance.Next(1, 12); texts > 0; texts--)
        {
            request.Texts.Add(new ScoredText { Continuation = Text(chance, 300) });
        }

        var last = await LastAsync(clients.Any(chance).CompareScore(request), chance);
        Check(last, one => one.Finished?.Texts == request.Texts.Count);
    }

    private async Task CompareAsync(Random chance, string variant)
    {
        var request = new CompareRequest
        {
            Sides = { new CompareSide { Variant = SoakServer.F16 }, new CompareSide { Variant = variant }, new CompareSide { Variant = SoakServer.F16 } },
            Input = new PromptInput { Tokens = Streams.RandomTokens(chance, chance.Next(1, 100)) },
            Sampling = new Sampling { MaxTokens = (uint)chance.Next(1, 60) },
        };
        Check(await LastAsync(clients.Any(chance).Compare(request), chance), last => last.Finished?.Sides.Count == 3);
    }

    private static void Check<T>(T? last, Func<T, bool> isEnd)
        where T : class
    {
        if (last is not null && !isEnd(last))
        {
            throw new SoakFaultException($"a stream of {typeof(T).Name} ended with OK and {last}");
        }
    }
}
