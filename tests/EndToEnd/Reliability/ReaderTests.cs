using Grpc.Core;
using QuantGrpc.Bench.Soak;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd.Reliability;

/// <summary>Readers that never read.</summary>
[Collection(ReliabilityServer.Name)]
public sealed class ReaderTests(ReliabilityServer server)
{
    private readonly Random _chance = new(1);

    [Fact]
    public async Task A_generation_that_nobody_reads_waits_alone_and_ends_with_its_places_free()
    {
        var request = new GenerateRequest
        {
            Variant = SoakServer.F16, Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 }, Inspection = new Inspection { Alternatives = 64, Logprob = true },
        };
        using var call = server.Clients.First.Generate(request);
        await call.ResponseHeadersAsync;

        await OthersGoOnAsync();
        var read = await EndsAsync(call, "Generate");

        read.SelectMany(r => r.Events).Count(e => e.Token is not null).ShouldBeLessThan(900);
    }

    [Fact]
    public async Task A_comparison_that_nobody_reads_waits_alone_and_ends_with_its_places_free()
    {
        var request = new CompareRequest
        {
            Sides = { new CompareSide { Variant = SoakServer.F16 }, new CompareSide { Variant = SoakServer.Q4 }, new CompareSide { Variant = SoakServer.F16 } },
            Input = new PromptInput { Prompt = "1 + 1 =" },
            Sampling = new Sampling { MinTokens = 600, MaxTokens = 600 },
            Inspection = new Inspection { Alternatives = 64 },
        };
        using var call = server.Clients.First.Compare(request);
        await call.ResponseHeadersAsync;

        await OthersGoOnAsync();
        var read = await EndsAsync(call, "Compare");

        read.Count(r => r.Round is not null).ShouldBeLessThan(600);
    }

    [Fact]
    public async Task Scores_that_nobody_reads_hold_no_place_and_end()
    {
        var request = new CompareScoreRequest { Reference = SoakServer.F16, Variants = { SoakServer.Q4 }, Blocks = true };
        for (var i = 0; i < 40; i++)
        {
            request.Texts.Add(new ScoredText { Continuation = new TextInput { Tokens = Streams.RandomTokens(_chance, 900) } });
        }

        using var call = server.Clients.First.CompareScore(request);
        await call.ResponseHeadersAsync;

        await OthersGoOnAsync();
        var read = await EndsAsync(call, "CompareScore");

        read.Count(r => r.Text is not null).ShouldBeLessThan(40);
    }

    private async Task OthersGoOnAsync()
    {
        var witness = server.Witnesses.Any(_chance);
        using var call = server.Clients.First.Generate(witness.Request);
        witness.Check((await call.EventsAsync()).Text());
    }

    // Nothing is read until the server has lost patience.
    private async Task<List<T>> EndsAsync<T>(AsyncServerStreamingCall<T> call, string method)
    {
        await server.Server.Program.WaitForLineAsync($"/{method}: the reader took nothing for 00:00:02 \\(ReaderStall\\)", TimeSpan.FromMinutes(1));
        (await server.Watch.NothingHeldAsync()).ShouldBe(default);
        var read = new List<T>();
        var fault = await Should.ThrowAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
                read.Add(call.ResponseStream.Current);
            }
        });
        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted, fault.Status.Detail);
        return read;
    }
}
