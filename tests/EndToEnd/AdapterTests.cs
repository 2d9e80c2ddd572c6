using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Low-rank adapters by request and by variant, on a server of their own.</summary>
public sealed class AdapterTests : IAsyncLifetime
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";

    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-lora-").FullName;
    private RunningServer? _server;
    private GrpcChannel? _channel;

    private InferenceService.InferenceServiceClient Client => new(_channel ?? throw new InvalidOperationException("the server was not started"));

    public async ValueTask InitializeAsync()
    {
        var f16 = PathOf("minimath-f16.gguf");
        File.Copy(MiniMath.F16Path, f16);
        LoraSamples.Random(seed: 1, strength: 2).Write(PathOf("strong.gguf"));
        LoraSamples.Random(seed: 2, strength: 2).Write(PathOf("other.gguf"));
        LoraSamples.Random(seed: 4, strength: 1e37f).Write(PathOf("huge.gguf"));
        LoraSamples.Random(seed: 3, strength: 0).Write(PathOf("nothing.gguf"));
        LoraSamples.Header("gemma").Add(LoraSamples.Matrix("x.lora_a", [2, 2], new Random(1), 1)).Write(PathOf("gemma.gguf"));
        LoraSamples.Header("llama")
            .Add(LoraSamples.Matrix("blk.0.attn_q.weight.lora_a", [7, 4], new Random(1), 1))
            .Add(LoraSamples.Matrix("blk.0.attn_q.weight.lora_b", [4, 7], new Random(1), 1))
            .Write(PathOf("narrow.gguf"));
        _server = await RunningServer.StartAsync(
            "--models", _folder, "--sequences", "4",
            "--", "--Models:Variants:0:Id=adapted", $"--Models:Variants:0:Path={f16}", "--Models:Variants:0:Adapters:0:Id=strong", "--Models:Variants:0:Adapters:0:Scale=0.5");
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_adapter_changes_what_is_written_as_much_as_its_scale_says()
    {
        var bare = await TokensAsync(Request());

        Change(bare, await TokensAsync(Request("nothing"))).ShouldBe(0, 1e-3);
        Change(bare, await TokensAsync(Request("strong", 0))).ShouldBe(0, 1e-3);
        var little = Change(bare, await TokensAsync(Request("strong", 0.1f)));
        var much = Change(bare, await TokensAsync(Request("strong", 1)));
        little.ShouldBeGreaterThan(0);
        much.ShouldBeGreaterThan(2 * little);
    }

    [Fact]
    public async Task Requests_with_different_adapters_side_by_side_give_what_each_gives_alone()
    {
        GenerateRequest[] requests = [Request(), Request("strong"), Request("other"), Request("strong", 0.3f)];
        var alone = new List<string>();
        foreach (var request in requests)
        {
            alone.Add(Text(await TokensAsync(request)));
        }

        var together = await Task.WhenAll(requests.Concat(requests).Select(TokensAsync));

        together.Select(Text).ShouldBe(alone.Concat(alone));
        alone.Distinct().Count().ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_variant_with_an_adapter_is_the_request_with_it()
    {
        var request = Request("strong", 0.5f);
        var byRequest = await EventsAsync(request);
        var byVariant = await EventsAsync(new GenerateRequest(Request()) { Variant = "adapted" });

        Text(Tokens(byVariant)).ShouldBe(Text(Tokens(byRequest)));
        var adapted = (await Client.GetVariantAsync(new GetVariantRequest { Variant = "adapted" })).Variant;
        adapted.Adapters.Single().ShouldBe(new VariantAdapter { Id = "strong", Scale = 0.5f });
        string[] fingerprints = [byRequest[0].Started.Fingerprint, byVariant[0].Started.Fingerprint, (await EventsAsync(Request()))[0].Started.Fingerprint];
        fingerprints.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task The_server_lists_its_adapters() =>
        (await Client.GetServerInfoAsync(new GetServerInfoRequest())).Adapters.ShouldBe(["gemma", "huge", "narrow", "nothing", "other", "strong"]);

    [Theory]
    [InlineData("gemma", StatusCode.FailedPrecondition, "general.architecture")]
    [InlineData("narrow", StatusCode.FailedPrecondition, "blk.0.attn_q.weight")]
    [InlineData("none such", StatusCode.NotFound, "strong")]
    public async Task An_adapter_that_cannot_be_used_is_refused_and_the_server_goes_on(string adapter, StatusCode status, string says)
    {
        var fault = await Should.ThrowAsync<RpcException>(EventsAsync(Request(adapter)));

        fault.StatusCode.ShouldBe(status);
        fault.Status.Detail.ShouldContain(says);
        (await TokensAsync(Request())).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Weights_that_overflow_end_their_own_request_alone()
    {
        var beside = EventsAsync(new GenerateRequest(Request()) { Sampling = new Sampling { MinTokens = 200, MaxTokens = 200 } });

        var fault = await Should.ThrowAsync<RpcException>(EventsAsync(Request("huge", 100)));

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldContain("not finite");
        Tokens(await beside).Count.ShouldBe(200);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(101f)]
    public async Task A_scale_out_of_range_is_refused(float scale)
    {
        var fault = await Should.ThrowAsync<RpcException>(EventsAsync(Request("strong", scale)));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldStartWith("adapters[0].scale ");
    }

    private static GenerateRequest Request(string? adapter = null, float? scale = null)
    {
        var request = MiniMathServer.Solve("minimath-f16", Problem);
        request.Sampling.MaxTokens = 24;
        request.Inspection = new Inspection { Logprob = true };
        if (adapter is not null)
        {
            var use = new AdapterUse { Id = adapter };
            if (scale is { } given)
            {
                use.Scale = given;
            }

            request.Adapters.Add(use);
        }

        return request;
    }

    // How much the first token's logprob moved.
    private static double Change(List<Token> bare, List<Token> adapted) => Math.Abs(bare[0].Logprob - adapted[0].Logprob) + (bare[0].Id == adapted[0].Id ? 0 : 10);

    private static string Text(List<Token> tokens) => string.Concat(tokens.Select(t => t.Text));

    private static List<Token> Tokens(List<GenerateEvent> events) => [.. events.Where(e => e.Token is not null).Select(e => e.Token)];

    private string PathOf(string name) => Path.Combine(_folder, name);

    private async Task<List<Token>> TokensAsync(GenerateRequest request) => Tokens(await EventsAsync(request));

    private async Task<List<GenerateEvent>> EventsAsync(GenerateRequest request)
    {
        using var call = Client.Generate(request);
        return [.. (await call.ResponseStream.ReadAllAsync().ToListAsync()).SelectMany(r => r.Events)];
    }
}
