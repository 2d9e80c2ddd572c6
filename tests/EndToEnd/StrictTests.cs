using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>With strict, the same bits whatever else is served.</summary>
[Collection(MiniMathServer.Name)]
public sealed class StrictTests(MiniMathServer server)
{
    private const string Problem = "A shop sells pencils at 3 for $2. How much do 12 pencils cost?";

    [Theory]
    [InlineData("f16")]
    [InlineData("Q2_K")]
    [InlineData("minimath-f16-kv-q4_0")]
    public async Task Logprobs_are_the_same_bits_alone_and_under_load(string variant)
    {
        var alone = await BitsAsync(variant);
        using var load = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(i => LoadAsync(variant, i, load.Token)).ToList();
        var loaded = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            loaded.Add(await BitsAsync(variant));
        }

        await load.CancelAsync();
        await Task.WhenAll(others);
        loaded.ShouldAllBe(bits => bits == alone);
        (await Task.WhenAll(others)).Sum().ShouldBeGreaterThan(6); // there was a load
    }

    [Theory]
    [InlineData("f16")]
    [InlineData("Q2_K")]
    [InlineData("minimath-f16-kv-q4_0")]
    public async Task Without_strict_logprobs_move_by_little(string variant)
    {
        var alone = await LogprobsAsync(variant, strict: true);
        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => LogprobsAsync(variant, strict: false)));

        var most = together.Max(logprobs => logprobs.Zip(alone, (a, b) => Math.Abs(a - b)).Max());
        TestContext.Current.TestOutputHelper?.WriteLine($"{variant}: {most} nats at most");
        most.ShouldBeLessThan(0.05f);
    }

    [Fact]
    public async Task A_score_is_the_same_bits_alone_and_beside_another()
    {
        var request = new ScoreRequest
        {
            Variant = "Q2_K", Strict = true, Input = new PromptInput { Prompt = Problem }, Continuation = new TextInput { Text = string.Concat(Enumerable.Repeat("12 / 3 = 4. ", 40)) },
        };
        var alone = await ScoreAsync(request);
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ScoreAsync(request)));

        together.ShouldAllBe(bits => bits == alone);
    }

    [Fact]
    public async Task Whether_it_was_strict_is_told()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        (await server.EventsAsync(request))[0].Started.Strict.ShouldBeFalse();
        request.Strict = true;
        var events = await server.EventsAsync(request);
        events[0].Started.Strict.ShouldBeTrue();
        events[^1].Finished.Usage.SharedTokens.ShouldBe(0u);
    }

    private async Task<string> BitsAsync(string variant)
    {
        var request = MiniMathServer.Solve(variant, Problem);
        request.Strict = true;
        request.Inspection = new Inspection { Logprob = true, Entropy = true, Margin = true, Prompt = true };
        var tokens = (await server.EventsAsync(request)).Where(e => e.EventCase == GenerateEvent.EventOneofCase.Token).Select(e => e.Token);
        return string.Join(' ', tokens.Select(t => $"{t.Id}:{Bits(t.Logprob)}:{Bits(t.Entropy)}:{Bits(t.Margin)}"));
    }

    private async Task<List<float>> LogprobsAsync(string variant, bool strict)
    {
        var request = MiniMathServer.Solve(variant, Problem);
        request.Strict = strict;
        request.Inspection = new Inspection { Logprob = true };
        return [.. (await server.EventsAsync(request)).Where(e => e.EventCase == GenerateEvent.EventOneofCase.Token).Select(e => e.Token.Logprob)];
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private async Task<string> ScoreAsync(ScoreRequest request)
    {
        using var call = server.Client.Score(request);
        var bits = new List<int>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            bits.AddRange(response.Block?.Logprobs.Select(Bits) ?? []);
        }

        bits.Count.ShouldBeGreaterThan(100);
        return string.Join(' ', bits);
    }

    private async Task<int> LoadAsync(string variant, int index, CancellationToken end)
    {
        var streams = 0;
        for (; !end.IsCancellationRequested; streams++)
        {
            var request = MiniMathServer.Solve(variant, $"{index + streams} pencils cost {streams} dollars. How much do {index} pencils cost?");
            request.Sampling.MaxTokens = (uint)(1 + (streams % 40));
            await server.EventsAsync(request);
        }

        return streams;
    }
}
