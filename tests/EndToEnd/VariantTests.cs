using Grpc.Core;
using Grpc.Health.V1;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.EndToEnd;

[Collection(MiniMathServer.Name)]
public sealed class VariantTests(MiniMathServer server)
{
    [Fact]
    public async Task Variants_are_listed_with_what_distinguishes_them()
    {
        var variants = (await server.Client.ListVariantsAsync(new ListVariantsRequest())).Variants;

        variants.Select(v => v.Id).ShouldBe(["minimath-Q2_K", "minimath-f16", "minimath-f16-kv-q4_0"]);
        variants.Select(v => v.Wakv).ShouldBe(["W2/A8/KV16", "W16/A16/KV16", "W16/A16/KV4"]);
        variants.ShouldAllBe(v => v.State == VariantState.Ready && v.Context == 1024 && v.Architecture == "llama");
        variants[0].Quantization.FileType.ShouldBe("Q2_K");
        variants[0].Quantization.BitsPerWeight.ShouldBe(3.05, 0.01);
    }

    [Fact]
    public async Task Variants_of_one_file_share_its_hash_and_differ_in_fingerprint()
    {
        var started = new List<Started>();
        foreach (var name in (string[])["minimath-f16", "minimath-f16-kv-q4_0"])
        {
            started.Add((await server.EventsAsync(MiniMathServer.Solve(name, "Evaluate $1+1$.")))[0].Started);
        }

        started[0].WeightsSha256.ShouldBe(started[1].WeightsSha256);
        started[0].Fingerprint.ShouldNotBe(started[1].Fingerprint);
    }

    [Fact]
    public async Task A_unique_suffix_names_a_variant()
    {
        (await server.Client.GetVariantAsync(new GetVariantRequest { Variant = "q2_k" })).Variant.Id.ShouldBe("minimath-Q2_K");
    }

    [Fact]
    public async Task Server_info_tells_releases_devices_and_limits()
    {
        var info = await server.Client.GetServerInfoAsync(new GetServerInfoRequest());

        info.LlamasharpRelease.ShouldBe("0.30.0");
        info.LlamaCppRelease.ShouldStartWith("b10221");
        info.Devices[^1].Name.ShouldBe("CPU");
        info.Limits.MaxAlternatives.ShouldBe(64u);
        info.Limits.MaxQueue.ShouldBe(8u);
        info.ManagedHeapBytes.ShouldBeInRange(100_000u, 1_000_000_000u);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ready")]
    [InlineData("variant/minimath-Q2_K")]
    public async Task Health_serves(string service)
    {
        var reply = await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest { Service = service });

        reply.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task Health_of_an_unknown_service_is_not_found()
    {
        var fault = await Should.ThrowAsync<RpcException>(
            async () => await new Health.HealthClient(server.Channel).CheckAsync(new HealthCheckRequest { Service = "variant/none" }));

        fault.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Tokens_and_text_go_both_ways()
    {
        var tokens = (await server.Client.TokenizeAsync(new TokenizeRequest { Variant = "f16", Text = "x = 42<|im_end|>" })).Tokens;

        tokens.ShouldAllBe(t => !t.Control);
        var text = await server.Client.DetokenizeAsync(new DetokenizeRequest { Variant = "f16", Ids = { tokens.Select(t => t.Id) } });
        text.Text.ShouldBe("x = 42<|im_end|>");
    }

    [Fact]
    public async Task A_control_token_shows_its_name_when_asked()
    {
        var token = (await server.Client.TokenizeAsync(
            new TokenizeRequest { Variant = "f16", Text = "<|im_end|>", ParseControlTokens = true })).Tokens.ShouldHaveSingleItem();
        var request = new DetokenizeRequest { Variant = "f16", Ids = { token.Id } };

        token.Control.ShouldBeTrue();
        (await server.Client.DetokenizeAsync(request)).Text.ShouldBe("");
        request.ShowControlTokens = true;
        (await server.Client.DetokenizeAsync(request)).Text.ShouldBe("<|im_end|>");
    }

    [Fact]
    public async Task A_rendered_chat_is_what_generate_uses()
    {
        var chat = new ChatInput { Messages = { new ChatMessage { Role = "user", Content = "Evaluate $1+1$." } } };
        var rendered = await server.Client.RenderChatAsync(new RenderChatRequest { Variant = "f16", Chat = chat });

        var request = MiniMathServer.Solve("f16", "Evaluate $1+1$.");
        request.EchoPromptTokens = true;

        (await server.EventsAsync(request))[0].Started.PromptTokenIds.ShouldBe(rendered.TokenIds);
        rendered.Text.ShouldStartWith("<|im_start|>user\n");
    }
}
