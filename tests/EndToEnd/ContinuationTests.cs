using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Generations that begin somewhere, share a prompt, or end early.</summary>
[Collection(MiniMathServer.Name)]
public sealed class ContinuationTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    [Fact]
    public async Task A_stream_that_was_cut_goes_on_from_its_tokens_as_it_would_have()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 60, Temperature = 1.3f, TopP = 0.95f, Seed = 5 };
        var whole = Drawn(await server.EventsAsync(request));
        whole.Count.ShouldBeGreaterThan(20);

        request.Prefix = new AssistantPrefix { Tokens = new TokenInput { Ids = { whole.Take(11).Select(t => t.Id) } }, OwnOutput = true };
        var rest = await server.EventsAsync(request);

        Drawn(rest).Select(t => (t.Index, t.Id)).ShouldBe(whole.Skip(11).Select(t => (t.Index, t.Id)));
        rest[0].Started.PrefixTokens.ShouldBe(11u);
        rest[^1].Finished.Usage.PrefixTokens.ShouldBe(11u);
    }

    [Fact]
    public async Task A_prefix_of_text_is_continued_and_scored_where_asked_for()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Prefix = new AssistantPrefix { Text = "Step 1: Multiply first: $5 \\cdot 2 = 11$.\n" };
        request.Inspection = new Inspection { Logprob = true, Rank = true, Prefix = true };

        var events = await server.EventsAsync(request);

        MiniMathServer.TextOf(events).ShouldContain("14 - 11 = 3");
        var prefix = events.Where(e => e.Token?.Origin == TokenOrigin.Prefix).Select(e => e.Token).ToList();
        prefix.Count.ShouldBe((int)events[0].Started.PrefixTokens);
        prefix.Select(t => t.Index).ShouldBe(Enumerable.Range(0, prefix.Count).Select(i => (uint)i));
        string.Concat(prefix.Select(t => t.Bytes.ToStringUtf8())).ShouldBe(request.Prefix.Text);
        prefix.MinBy(t => t.Logprob)?.Bytes.ToStringUtf8().ShouldContain("1"); // 5 * 2 = 11 is what the model would not say
        prefix.ShouldContain(t => t.Rank > 1);
        Drawn(events)[0].Index.ShouldBe((uint)prefix.Count);
    }

    [Fact]
    public async Task Tokens_of_the_prompt_are_described_but_the_first()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling.MaxTokens = 1;
        request.Inspection = new Inspection { Logprob = true, Prompt = true };
        request.EchoPromptTokens = true;

        var events = await server.EventsAsync(request);

        var prompt = events.Where(e => e.Token?.Origin == TokenOrigin.Prompt).Select(e => e.Token).ToList();
        prompt.Select(t => t.Id).ShouldBe(events[0].Started.PromptTokenIds.Skip(1));
        prompt.ShouldAllBe(t => t.HasLogprob && t.Logprob < 0);
        prompt[0].Index.ShouldBe(1u);
    }

    [Fact]
    public async Task Each_sample_is_what_its_number_alone_gives()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 30, Temperature = 4, Seed = 9 };
        request.Samples = 3;

        var events = await server.EventsAsync(request);
        var again = await server.EventsAsync(request);

        events.Count(e => e.Started is not null).ShouldBe(1);
        events.Where(e => e.Finished is not null).Select(e => e.Finished.Sample).Order().ShouldBe([0u, 1u, 2u]);
        var texts = Enumerable.Range(0, 3).Select(sample => Text(events, sample)).ToList();
        texts.Distinct().Count().ShouldBe(3);
        Enumerable.Range(0, 3).Select(sample => Text(again, sample)).ShouldBe(texts);
        request.Samples = 1;
        Text(await server.EventsAsync(request), 0).ShouldBe(texts[0]);
    }

    [Fact]
    public async Task Greedy_samples_are_all_what_one_is()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        var one = Text(await server.EventsAsync(request), 0);
        request.Samples = 4;
        request.Sampling.MaxTokens = 100;

        var events = await server.EventsAsync(request);

        Enumerable.Range(0, 4).Select(sample => Text(events, sample)).ShouldAllBe(text => text == one);
    }

    [Fact]
    public async Task The_first_unsure_token_is_declined()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Inspection = new Inspection { Margin = true };
        var margins = Drawn(await server.EventsAsync(request)).ConvertAll(t => t.Margin);
        var bar = margins.Order().ElementAt(2) + 1e-3f;
        request.StopBelowMargin = bar;

        var events = await server.EventsAsync(request);

        events[^1].Finished.Reason.ShouldBe(StopReason.LowMargin);
        Drawn(events).Count.ShouldBe(margins.FindIndex(m => m < bar));
        events[^1].Finished.Declined.Margin.ShouldBeLessThan(bar);
        events[^1].Finished.Declined.Index.ShouldBe((uint)Drawn(events).Count);
    }

    [Fact]
    public async Task A_time_budget_ends_with_finished_and_ok()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 };
        request.Deadline = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(50));

        var events = await server.EventsAsync(request);

        events[^1].Finished.Reason.ShouldBe(StopReason.Deadline);
        Drawn(events).Count.ShouldBe((int)events[^1].Finished.Usage.GeneratedTokens);
        Drawn(events).Count.ShouldBeLessThan(900);
    }

    [Fact]
    public async Task An_output_that_repeats_itself_ends_as_a_loop()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Prefix = new AssistantPrefix { Text = string.Concat(Enumerable.Repeat("Step 1: $1 + 1 = 2$.\n", 12)), OwnOutput = true };
        request.Sampling = new Sampling { MinTokens = 700, MaxTokens = 700 };
        request.LoopGuard = new LoopGuard { LowEntropy = 2 };

        var events = await server.EventsAsync(request);

        events[^1].Finished.Reason.ShouldBe(StopReason.Loop, MiniMathServer.TextOf(events));
    }

    [Fact]
    public async Task Other_weights_than_expected_are_refused_with_both_hashes()
    {
        var request = MiniMathServer.Solve("Q2_K", Problem);
        request.ExpectedWeightsSha256 = "0568ba55d2581c6c4d9b2d8302c642c4f69164754d8c6dbb8a87bab7e8ad547f";

        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldContain(request.ExpectedWeightsSha256);
        request.Variant = "minimath-f16";
        (await server.EventsAsync(request))[^1].Finished.Reason.ShouldBe(StopReason.EndOfText);
    }

    [Theory]
    [InlineData("prefix.tokens.ids[0]")]
    [InlineData("samples")]
    [InlineData("deadline")]
    [InlineData("loop_guard.repeats")]
    [InlineData("stop_below_margin")]
    [InlineData("expected_weights_sha256")]
    [InlineData("prefix")]
    [InlineData("sampling.max_tokens")]
    public async Task A_refusal_names_the_field(string field)
    {
        var request = MiniMathServer.Solve("f16", Problem);
        switch (field)
        {
            case "prefix.tokens.ids[0]":
                request.Prefix = new AssistantPrefix { Tokens = new TokenInput { Ids = { 99_999 } } };
                break;
            case "samples":
                request.Samples = 1000;
                break;
            case "deadline":
                request.Deadline = new Duration { Seconds = -1 };
                break;
            case "loop_guard.repeats":
                request.LoopGuard = new LoopGuard { Repeats = 1 };
                break;
            case "stop_below_margin":
                request.StopBelowMargin = float.NaN;
                break;
            case "expected_weights_sha256":
                request.ExpectedWeightsSha256 = "abc";
                break;
            case "prefix":
                request.Prefix = new AssistantPrefix();
                break;
            default:
                request.Prefix = new AssistantPrefix { Text = "Step 1: Multiply.", OwnOutput = true };
                request.Sampling.MaxTokens = 2;
                break;
        }

        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
    }

    private static List<Token> Drawn(IEnumerable<GenerateEvent> events) =>
        [.. events.Where(e => e.Token?.Origin == TokenOrigin.Generated).Select(e => e.Token)];

    private static string Text(List<GenerateEvent> events, int sample) => MiniMathServer.TextOf(
        events.Where(e => e.Token?.Sample == sample || e.Finished?.Sample == sample));
}
