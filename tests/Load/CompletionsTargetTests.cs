using System.Text.Json;
using QuantGrpc.Bench.Load.Targets;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Load;

public sealed class CompletionsTargetTests
{
    private const string FivePieces = "Step 1: 2 + 2 = 4. Step 2: done.";
    private static readonly StreamRequest Five = new() { Prompt = "2 + 2", Tokens = 5, Seed = 7 };

    [Fact]
    public async Task A_stream_s_pieces_are_timed_and_its_counts_are_the_server_s()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams(FivePieces, "length"));
        using var target = await CompletionsTarget.ConnectAsync($"{server.Address}", [], CancellationToken.None);

        var record = await target.StreamAsync(Five, BenchClock.Now, CancellationToken.None);

        record.Times.Count.ShouldBe(5);
        record.Times.ShouldBeInOrder();
        record.TimeToFirst.ShouldBeGreaterThan(0);
        (record.Tokens, record.PromptTokens).ShouldBe((5, 9));
    }

    [Fact]
    public async Task A_request_asks_for_so_many_greedy_tokens_and_says_what_the_command_line_adds()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams(FivePieces, "length"));
        using var target = await CompletionsTarget.ConnectAsync($"{server.Address}", new() { ["cache_prompt"] = true }, CancellationToken.None);

        await target.StreamAsync(Five with { Alternatives = 10 }, BenchClock.Now, CancellationToken.None);

        var body = JsonElement.Parse(server.Requests.Single());
        body.GetProperty("max_tokens").GetInt32().ShouldBe(5);
        body.GetProperty("ignore_eos").GetBoolean().ShouldBeTrue();
        body.GetProperty("temperature").GetInt32().ShouldBe(0);
        body.GetProperty("seed").GetInt32().ShouldBe(7);
        body.GetProperty("logprobs").GetInt32().ShouldBe(10);
        body.GetProperty("cache_prompt").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Fewer_tokens_than_asked_for_are_a_fault()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams(FivePieces));
        using var target = await CompletionsTarget.ConnectAsync($"{server.Address}", [], CancellationToken.None);

        (await Should.ThrowAsync<InvalidOperationException>(() => target.StreamAsync(Five with { Tokens = 6 }, BenchClock.Now, CancellationToken.None)))
            .Message.ShouldBe("a stream ended with 5 tokens in 5 pieces, not 6");
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Fails(503, "Loading model"));
        using var target = await CompletionsTarget.ConnectAsync($"{server.Address}", [], CancellationToken.None);

        var fault = await Should.ThrowAsync<HttpRequestException>(() => target.StreamAsync(Five, BenchClock.Now, CancellationToken.None));

        fault.Message.ShouldContain("503");
        fault.Message.ShouldContain("Loading model");
    }
}
