using System.Text.Json;
using Microsoft.AspNetCore.Http;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Generation;

/// <summary>A variant behind an OpenAI-compatible endpoint, against a server that speaks the protocol.</summary>
public sealed class OpenAiGeneratorTests
{
    private static readonly GenerationRequest Request = new()
    {
        Variant = "awq", Chat = [new ChatTurn("user", "1+1?")], MaxTokens = 64, Seed = 3, Stop = ["\nProblem:"],
    };

    [Fact]
    public async Task A_stream_is_begun_text_in_pieces_and_an_end_with_counts()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("Step 1: it is 2.\nThe answer is $\\boxed{2}$."));

        var events = await Of(server).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync();

        events[0].ShouldBeOfType<GenerationStarted>().Fingerprint.Length.ShouldBe(64);
        string.Concat(events.OfType<TextGenerated>().Select(t => t.Text)).ShouldBe("Step 1: it is 2.\nThe answer is $\\boxed{2}$.");
        var end = events[^1].ShouldBeOfType<GenerationEnded>();
        (end.Stop, end.PromptTokens, end.GeneratedTokens).ShouldBe((GenerationStop.EndOfText, 9, 5));
    }

    [Fact]
    public async Task A_chat_and_a_raw_prompt_go_where_the_protocol_has_them()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("2"));
        await Of(server).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync();
        await Of(server).GenerateAsync(Request with { Chat = [], Prompt = "1+1=" }, TestContext.Current.CancellationToken).ToListAsync();

        var (chat, raw) = (JsonElement.Parse(server.Requests[0]), JsonElement.Parse(server.Requests[1]));
        chat.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("1+1?");
        (chat.GetProperty("seed").GetInt32(), chat.GetProperty("stop")[0].GetString()).ShouldBe((3, "\nProblem:"));
        raw.GetProperty("prompt").GetString().ShouldBe("1+1=");
        raw.TryGetProperty("messages", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_endpoint_is_asked_again(int status)
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Fails(status), ScriptedOpenAiServer.Streams("2"));

        var events = await Of(server).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync();

        events.OfType<TextGenerated>().ShouldHaveSingleItem().Text.ShouldBe("2");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(
            context =>
            {
                context.Response.StatusCode = 429;
                context.Response.Headers.RetryAfter = "2";
                return Task.CompletedTask;
            },
            ScriptedOpenAiServer.Streams("2"));
        var start = TimeProvider.System.GetTimestamp();

        await Of(server).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync();

        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
    }

    [Theory]
    [InlineData(401, "wrong key", nameof(GenerationFault.Refused))]
    [InlineData(404, "no such path", nameof(GenerationFault.Refused))]
    [InlineData(400, "maximum context length is 4096 tokens", nameof(GenerationFault.DoesNotFit))]
    [InlineData(503, "starting", nameof(GenerationFault.Unavailable))]
    [InlineData(429, "slow down", nameof(GenerationFault.Unavailable))]
    public async Task A_refusal_is_told_in_the_endpoints_own_words(int status, string words, string kind)
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Fails(status, words));

        var fault = await FaultAsync(server);

        fault.Fault.ToString().ShouldBe(kind);
        fault.Message.ShouldContain($"#m answers {status}: {words}");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_cut_and_no_solution()
    {
        Func<HttpContext, Task>[] breaks =
        [
            ScriptedOpenAiServer.Streams("Step 1: half a", finish: null),
            ScriptedOpenAiServer.Sends("data: {\"error\": {\"message\": \"engine died\"}}\n\n", "text/event-stream"),
            ScriptedOpenAiServer.Sends("data: {\"choices\": [{\"delta\n\n", "text/event-stream"),
            ScriptedOpenAiServer.Sends("<html>", "text/html"),
        ];
        foreach (var broken in breaks)
        {
            await using var server = await ScriptedOpenAiServer.StartAsync(broken);
            (await FaultAsync(server)).Fault.ShouldBe(GenerationFault.Cut);
        }
    }

    [Fact]
    public async Task The_fingerprint_is_what_is_stated_and_added_and_nothing_that_passes()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("2", fingerprint: "b1"));
        var first = await FingerprintAsync(server);
        server.Models = server.Models.Replace("\"created\": 1", "\"created\": 2", StringComparison.Ordinal);
        var later = await FingerprintAsync(server);
        var noted = await FingerprintAsync(server, note: "AWQ 4 bits");
        server.Models = server.Models.Replace("m-awq", "m-gptq", StringComparison.Ordinal);
        var other = await FingerprintAsync(server);
        await using var built = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("2", fingerprint: "b2"));

        later.ShouldBe(first);
        new[] { first, noted, other, await FingerprintAsync(built) }.Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_refused_with_those_that_are()
    {
        await using var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("2"));
        server.Models = """{"data": [{"id": "llama"}, {"id": "qwen"}]}""";

        (await Should.ThrowAsync<GenerationFailedException>(FingerprintAsync(server))).Message.ShouldContain("there is no such model; there are llama, qwen");
    }

    [Fact]
    public async Task An_endpoint_that_is_gone_states_nothing()
    {
        var server = await ScriptedOpenAiServer.StartAsync(ScriptedOpenAiServer.Streams("2"));
        var generator = Of(server);
        await server.DisposeAsync();

        (await generator.FingerprintAsync("awq", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    private static OpenAiGenerator Of(ScriptedOpenAiServer server, string? note = null) => new(
        new EndpointAddress(server.Address, "m"),
        new EndpointTerms { Key = "k", Note = note, Patience = new EndpointPatience(TimeSpan.FromSeconds(20), server.Retries) },
        TimeProvider.System);

    private static Task<string?> FingerprintAsync(ScriptedOpenAiServer server, string? note = null) =>
        Of(server, note).FingerprintAsync("awq", TestContext.Current.CancellationToken);

    private static async Task<GenerationFailedException> FaultAsync(ScriptedOpenAiServer server) => await Should.ThrowAsync<GenerationFailedException>(
        async () => await Of(server).GenerateAsync(Request, TestContext.Current.CancellationToken).ToListAsync());
}
