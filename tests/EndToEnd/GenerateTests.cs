using System.Diagnostics;
using Grpc.Core;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

[Collection(MiniMathServer.Name)]
public sealed class GenerateTests(MiniMathServer server)
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";
    private const string Solution = "Step 1: Multiply first: $5 \\cdot 2 = 10$.\nStep 2: Then $14 - 10 = 2$.\nThe answer is $\\boxed{2}$.";

    [Fact]
    public async Task A_stream_is_started_tokens_finished()
    {
        var events = await server.EventsAsync(MiniMathServer.Solve("f16", Problem));

        events[0].Started.Variant.ShouldBe("minimath-f16");
        events[0].Started.WeightsSha256.ShouldBe("0568ba55d2581c6c4d9b2d8302c642c4f69164754d8c6dbb8a87bab7e8ad547f");
        events[0].Started.Fingerprint.Length.ShouldBe(64);
        events[^1].Finished.Reason.ShouldBe(StopReason.EndOfText);
        events.Skip(1).SkipLast(1).Select(e => e.Token.Index).ShouldBe(Enumerable.Range(0, events.Count - 2).Select(i => (uint)i));
        MiniMathServer.TextOf(events).ShouldBe(Solution);
    }

    [Fact]
    public async Task Many_streams_at_once_give_what_one_gives()
    {
        var streams = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.EventsAsync(MiniMathServer.Solve("f16", Problem))));

        streams.Select(MiniMathServer.TextOf).ShouldAllBe(text => text == Solution);
    }

    [Fact]
    public async Task A_beginning_that_prompts_share_is_computed_once_and_the_text_is_what_it_is_alone()
    {
        var examples = string.Concat(Enumerable.Repeat("Evaluate $14 - 5 \\cdot 2$. Answer: $4$. ", 12));
        GenerateRequest Asked(int i) => MiniMathServer.Solve("f16", $"{examples}Evaluate ${i + 3} \\cdot {i + 2}$.");
        var alone = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            alone.Add(MiniMathServer.TextOf(await server.EventsAsync(Asked(i))));
        }

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => server.EventsAsync(Asked(i))));

        together.Select(MiniMathServer.TextOf).ShouldBe(alone);
        together.Count(e => e[^1].Finished.Usage.SharedTokens > 200).ShouldBe(4); // cells outlive the sequence that filled them
    }

    [Fact]
    public async Task Figures_are_there_when_asked_for_and_absent_otherwise()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        var plain = (await server.EventsAsync(request))[1].Token;
        request.Inspection = new Inspection { Logprob = true, Rank = true, Entropy = true, Margin = true, Alternatives = 3 };
        var inspected = (await server.EventsAsync(request))[1].Token;

        plain.HasLogprob.ShouldBeFalse();
        inspected.Rank.ShouldBe(1u);
        inspected.Margin.ShouldBeGreaterThan(0);
        inspected.SamplerLogprob.ShouldBe(0);
        inspected.Alternatives.Count.ShouldBe(3);
        inspected.Alternatives[0].Id.ShouldBe(inspected.Id);
        inspected.Alternatives[0].Logprob.ShouldBe(inspected.Logprob, 1e-6f);
        Math.Exp(inspected.Alternatives.Sum(a => Math.Exp(a.Logprob))).ShouldBeLessThanOrEqualTo(Math.E + 1e-6);
    }

    [Fact]
    public async Task A_stop_string_across_tokens_ends_the_text_before_it()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling.Stop.Add("10$.\nStep 2");

        var events = await server.EventsAsync(request);

        events[^1].Finished.Reason.ShouldBe(StopReason.StopString);
        events[^1].Finished.StopString.ShouldBe("10$.\nStep 2");
        MiniMathServer.TextOf(events).ShouldBe("Step 1: Multiply first: $5 \\cdot 2 = ");
    }

    [Fact]
    public async Task Max_tokens_beyond_the_context_is_cut_and_said_so()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 5000, MinTokens = 5000 };

        var events = await server.EventsAsync(request);

        events[0].Started.MaxTokensCut.ShouldBeTrue();
        events[0].Started.MaxTokens.ShouldBe(1024 - events[0].Started.PromptTokens);
        events[^1].Finished.Reason.ShouldBe(StopReason.Length);
        events[^1].Finished.Usage.GeneratedTokens.ShouldBe(events[0].Started.MaxTokens);
    }

    [Fact]
    public async Task A_seed_gives_the_same_draw_again_and_another_seed_another()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 60, Temperature = 1.5f, Seed = 11 };
        var first = MiniMathServer.TextOf(await server.EventsAsync(request));

        MiniMathServer.TextOf(await server.EventsAsync(request)).ShouldBe(first);
        request.Sampling.Seed = 12;
        MiniMathServer.TextOf(await server.EventsAsync(request)).ShouldNotBe(first);
    }

    [Fact]
    public async Task The_seed_that_the_server_drew_reproduces_the_stream()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 40, Temperature = 1.2f };
        var drawn = await server.EventsAsync(request);

        request.Sampling.Seed = drawn[0].Started.Seed;

        MiniMathServer.TextOf(await server.EventsAsync(request)).ShouldBe(MiniMathServer.TextOf(drawn));
    }

    [Fact]
    public async Task A_deadline_ends_with_its_status_and_the_server_goes_on()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 };
        using var call = server.Client.Generate(request, deadline: DateTime.UtcNow.AddMilliseconds(60));

        var fault = await Should.ThrowAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
            }
        });

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        MiniMathServer.TextOf(await server.EventsAsync(MiniMathServer.Solve("f16", Problem))).ShouldBe(Solution);
    }

    [Fact]
    public async Task Dropped_streams_free_their_places_and_a_full_queue_is_refused_with_pushback()
    {
        var request = MiniMathServer.Solve("Q2_K", Problem);
        request.Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 };
        using var drop = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 20).Select(_ => server.Client.Generate(request, cancellationToken: drop.Token)).ToList();
        var refused = await Should.ThrowAsync<RpcException>(FirstRefusalAsync(calls));
        await drop.CancelAsync();

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        refused.Trailers.GetValue("grpc-retry-pushback-ms").ShouldNotBeNull();
        request.Sampling = new Sampling { MaxTokens = 3 };
        (await EventuallyAsync(request))[^1].Finished.Usage.GeneratedTokens.ShouldBe(3u);
        calls.ForEach(call => call.Dispose());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nope")]
    public async Task An_unknown_variant_is_not_found_and_what_exists_is_listed(string name)
    {
        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(MiniMathServer.Solve(name, Problem)));

        fault.StatusCode.ShouldBe(StatusCode.NotFound);
        fault.Status.Detail.ShouldContain("minimath-f16-kv-q4_0");
    }

    public static TheoryData<GenerateRequest, string> Invalid => new()
    {
        { new GenerateRequest { Variant = "f16" }, "input" },
        { new GenerateRequest { Variant = "f16", Prompt = "" }, "input" },
        { new GenerateRequest { Variant = "f16", Tokens = new TokenInput { Ids = { 1, 512 } } }, "tokens.ids[1]" },
        { new GenerateRequest { Variant = "f16", Prompt = new string('7', 2000) }, "1023" },
        { new GenerateRequest { Variant = "f16", Prompt = "x", Sampling = new Sampling { Temperature = float.NaN } }, "sampling.temperature" },
        { new GenerateRequest { Variant = "f16", Prompt = "x", Sampling = new Sampling { MaxTokens = 0 } }, "sampling.max_tokens" },
        { new GenerateRequest { Variant = "f16", Prompt = "x", Sampling = new Sampling { TopP = 0 } }, "sampling.top_p" },
        { new GenerateRequest { Variant = "f16", Prompt = "x", Sampling = new Sampling { Stop = { new string('s', 1 << 20) } } }, "sampling.stop" },
        { new GenerateRequest { Variant = "f16", Prompt = "x", Inspection = new Inspection { Alternatives = 65 } }, "inspection.alternatives" },
        { new GenerateRequest { Variant = "f16", Chat = new ChatInput() }, "chat.messages" },
        { new GenerateRequest { Variant = "f16", Chat = new ChatInput { Messages = { new ChatMessage { Role = "tool" } } } }, "chat.messages[0].role" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task An_invalid_request_names_the_field(GenerateRequest request, string named)
    {
        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldContain(named);
    }

    private static async Task FirstRefusalAsync(List<AsyncServerStreamingCall<GenerateResponse>> calls)
    {
        var reads = calls.Select(call => call.ResponseStream.MoveNext()).ToList();
        while (reads.Count > 0)
        {
            var done = await Task.WhenAny(reads);
            reads.Remove(done);
            await done;
        }
    }

    // The queue empties when the server has seen the cancellations; until then it refuses.
    private async Task<List<GenerateEvent>> EventuallyAsync(GenerateRequest request)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await server.EventsAsync(request);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20))
            {
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_token_that_is_biased_away_is_never_drawn()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        var first = (await server.EventsAsync(request))[1].Token.Id;
        request.Sampling.LogitBias.Add(new LogitBias { Id = first, Bias = float.NegativeInfinity });
        request.Sampling.MaxTokens = 40;

        var events = await server.EventsAsync(request);

        events.Where(e => e.Token is not null).ShouldAllBe(e => e.Token.Id != first);
        events[0].Started.Sampling.LogitBias.Single().Id.ShouldBe(first);
    }

    [Fact]
    public async Task Penalties_count_what_was_written()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 60, MinTokens = 60, FrequencyPenalty = 100 };

        var ids = (await server.EventsAsync(request)).Where(e => e.Token is not null).Select(e => e.Token.Id).ToList();

        ids.Distinct().Count().ShouldBe(ids.Count);
    }

    [Fact]
    public async Task Bias_and_min_tokens_that_leave_nothing_end_the_request_with_the_reason()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        var size = (await server.Client.GetVariantAsync(new GetVariantRequest { Variant = "minimath-f16" })).Variant.Vocabulary;
        request.Sampling.MinTokens = 10;
        request.Sampling.LogitBias.AddRange(Enumerable.Range(0, (int)size).Select(id => new LogitBias { Id = (uint)id, Bias = float.NegativeInfinity }));

        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldContain("logit_bias");
    }

    [Theory]
    [InlineData("sampling.typical_p")]
    [InlineData("sampling.repetition_penalty")]
    [InlineData("sampling.presence_penalty")]
    [InlineData("sampling.frequency_penalty")]
    [InlineData("sampling.logit_bias[1].id")]
    [InlineData("sampling.logit_bias[0].bias")]
    public async Task Sampling_out_of_range_is_refused_by_field(string field)
    {
        var request = MiniMathServer.Solve("f16", Problem);
        var sampling = request.Sampling;
        switch (field)
        {
            case "sampling.typical_p":
                sampling.TypicalP = 0;
                break;
            case "sampling.repetition_penalty":
                sampling.RepetitionPenalty = float.NaN;
                break;
            case "sampling.presence_penalty":
                sampling.PresencePenalty = float.PositiveInfinity;
                break;
            case "sampling.frequency_penalty":
                sampling.FrequencyPenalty = -101;
                break;
            case "sampling.logit_bias[1].id":
                sampling.LogitBias.AddRange([new LogitBias { Id = 3 }, new LogitBias { Id = 3 }]);
                break;
            default:
                sampling.LogitBias.Add(new LogitBias { Id = 3, Bias = float.NaN });
                break;
        }

        var fault = await Should.ThrowAsync<RpcException>(server.EventsAsync(request));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith($"{field} ");
    }
}
