using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Compare on the real server: variants that write in step.</summary>
[Collection(MiniMathServer.Name)]
public sealed class CompareTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    [Fact]
    public async Task Each_side_writes_what_it_writes_alone()
    {
        var compared = await CompareAsync(Request("minimath-f16", "Q2_K", "kv-q4_0"));
        var alone = new List<string>();
        foreach (var variant in new[] { "minimath-f16", "Q2_K", "kv-q4_0" })
        {
            alone.Add(MiniMathServer.TextOf(await server.EventsAsync(MiniMathServer.Solve(variant, Problem))));
        }

        compared[^1].Finished.Sides.Select(s => s.Text).ShouldBe(alone);
        compared.Count(e => e.Round is not null).ShouldBe((int)compared[^1].Finished.Sides.Max(s => s.Tokens));
        compared.Where(e => e.Round is not null).Select(e => e.Round.Index).ShouldBe(Enumerable.Range(0, compared.Count - 2).Select(i => (uint)i));
        compared.SelectMany(e => e.Round?.Finished.Select(f => f.Side) ?? []).Order().ShouldBe([0u, 1u, 2u]);
    }

    [Fact]
    public async Task A_variant_beside_itself_never_diverges()
    {
        var compared = await CompareAsync(Request("minimath-f16", "minimath-f16"));

        var tokens = compared[^1].Finished.Sides[1];
        tokens.HasFirstDivergence.ShouldBeFalse();
        tokens.EqualTokens.ShouldBe(tokens.Tokens);
        var divergences = compared.SelectMany(e => e.Round?.Tokens.Where(t => t.Side == 1).Select(t => t.Divergence) ?? []).ToList();
        divergences.Count.ShouldBe((int)tokens.Tokens);
        divergences.ShouldAllBe(d => d < 1e-3f);
        compared.SelectMany(e => e.Round?.Alignments ?? []).ShouldAllBe(a => a.Agreement == Agreement.Same && a.Index == a.ReferenceIndex);
    }

    [Fact]
    public async Task A_forced_token_parts_the_sides_and_divergence_ends_there()
    {
        var request = Request("minimath-f16", "minimath-f16");
        request.Sides[1].Prefix = new AssistantPrefix { Text = "Step 1: Multiply first: $5 \\cdot 2 = 11$.\n" };

        var compared = await CompareAsync(request);

        var side = compared[^1].Finished.Sides[1];
        side.HasFirstDivergence.ShouldBeTrue();
        side.Text.ShouldContain("14 - 11 = 3");
        compared.SelectMany(e => e.Round?.Tokens ?? []).ShouldAllBe(t => !t.HasDivergence);
        compared.SelectMany(e => e.Round?.Tokens.Where(t => t.Side == 1) ?? []).First().Token.Index
            .ShouldBe((uint)compared[0].Started.Sides[1].PrefixTokenIds.Count);
    }

    [Fact]
    public async Task A_comparison_is_the_same_every_time()
    {
        var request = Request("minimath-f16", "Q2_K");

        (await CompareAsync(request)).Select(Stable).ShouldBe((await CompareAsync(request)).Select(Stable));
    }

    [Fact]
    public async Task Two_comparisons_crosswise_both_end()
    {
        var there = Enumerable.Range(0, 4).Select(_ => CompareAsync(Request("minimath-f16", "Q2_K")));
        var back = Enumerable.Range(0, 4).Select(_ => CompareAsync(Request("Q2_K", "minimath-f16")));

        var all = await Task.WhenAll(there.Concat(back));

        all.Select(events => events[^1].EventCase).ShouldAllBe(last => last == CompareResponse.EventOneofCase.Finished);
    }

    [Fact]
    public async Task A_reader_that_leaves_frees_all_sides()
    {
        var request = Request("minimath-f16", "Q2_K");
        request.Sampling = new Sampling { MinTokens = 800, MaxTokens = 800 };
        for (var i = 0; i < 6; i++)
        {
            using var call = server.Client.Compare(request);
            (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        }

        (await CompareAsync(Request("minimath-f16", "Q2_K")))[^1].Finished.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("sides")]
    [InlineData("inspection")]
    [InlineData("input")]
    public async Task A_comparison_that_cannot_be_is_refused_by_field(string field)
    {
        var request = Request("minimath-f16", "Q2_K");
        switch (field)
        {
            case "sides":
                request.Sides.RemoveAt(1);
                break;
            case "inspection":
                request.Inspection = new Inspection { Prefix = true };
                break;
            default:
                request.Input = null;
                break;
        }

        var fault = await Should.ThrowAsync<RpcException>(CompareAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
    }

    private static CompareRequest Request(params string[] variants) => new()
    {
        Sides = { variants.Select(v => new CompareSide { Variant = v }) },
        Input = new PromptInput { Chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = Problem } } } },
        Sampling = new Sampling { MaxTokens = 400 },
        Inspection = new Inspection { Logprob = true, Margin = true },
    };

    // Without times and ids.
    private static string Stable(CompareResponse response)
    {
        var copy = response.Clone();
        foreach (var finished in copy.Round?.Finished ?? [])
        {
            finished.Finished.Timings = null;
        }

        if (copy.Started is { } started)
        {
            started.RequestId = "";
            started.Sampling.Seed = 0;
        }

        return copy.ToString();
    }

    private async Task<List<CompareResponse>> CompareAsync(CompareRequest request)
    {
        using var call = server.Client.Compare(request);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }
}
