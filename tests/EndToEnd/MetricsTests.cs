using System.Diagnostics;
using System.Globalization;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Endpoints;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>What a server process tells on its admin port, against what was sent to it.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";
    private const string Calls = "rpc_server_call_duration_seconds_count";
    private const string Generate = "quantgrpc.inference.v1.InferenceService/Generate";

    // Streams that outlive what is sent beside them.
    private const int Context = 16 * 1024;
    private const int EndlessTokens = 16_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-metrics-").FullName;
    private readonly HttpClient _http = new();
    private RunningServer? _server;
    private GrpcChannel? _channel;
    private string _metrics = "";

    private InferenceService.InferenceServiceClient Client => new(_channel ?? throw new InvalidOperationException("the server was not started"));

    public async ValueTask InitializeAsync()
    {
        MiniMath.CopyWithContext(Path.Combine(_folder, "minimath-f16.gguf"), Context);
        LoraSamples.Random(seed: 1, strength: 1).Write(Path.Combine(_folder, "strong.gguf"));
        LoraSamples.Random(seed: 2, strength: 1).Write(Path.Combine(_folder, "other.gguf"));
        _server = await RunningServer.StartAsync("--models", _folder, "--sequences", "2", "--context", Context.ToString(CultureInfo.InvariantCulture), "--queue", "3", "--admin-port", "0");
        _metrics = (await _server.Program.WaitForLineAsync(@"Metrics on (http://\S+)", TimeSpan.FromSeconds(10))).Groups[1].Value;
        _channel = GrpcChannel.ForAddress(_server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _channel?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Answers_are_counted_with_their_tokens_and_times()
    {
        List<Finished> ends = [await EndAsync(Request(Problem)), await EndAsync(Request(Problem)), await EndAsync(Request("Find $3 + 4$."))];
        ends.AddRange(await Task.WhenAll(EndAsync(Examples(1)), EndAsync(Examples(2))));

        var scrape = await PrometheusText.ScrapeAsync(_http, _metrics);

        (string, string)[] series = [("gen_ai_request_model", "minimath-f16"), ("gen_ai_operation_name", "chat"), ("gen_ai_provider_name", "quantgrpc")];
        scrape.Value("gen_ai_server_request_duration_seconds_count", series).ShouldBe(5);
        scrape.Value("gen_ai_server_time_to_first_token_seconds_count", series).ShouldBe(5);
        scrape.Value("gen_ai_server_time_per_output_token_seconds_count", series).ShouldBe(5);
        scrape.Value("quantgrpc_request_queue_duration_seconds_count", series).ShouldBe(5);
        scrape.Value("gen_ai_client_token_usage_sum", [.. series, ("gen_ai_token_type", "input")]).ShouldBe(ends.Sum(e => e.Usage.PromptTokens));
        scrape.Value("gen_ai_client_token_usage_sum", [.. series, ("gen_ai_token_type", "output")]).ShouldBe(ends.Sum(e => e.Usage.GeneratedTokens));
        scrape.Value("quantgrpc_prompt_tokens_total", series).ShouldBe(ends.Sum(e => e.Usage.PromptTokens));
        scrape.Value("quantgrpc_prompt_tokens_shared_total", series).ShouldBe(ends.Sum(e => e.Usage.SharedTokens));
        scrape.Value(Calls, ("rpc_method", Generate), ("rpc_status_code", "OK"), ("rpc_system_name", "grpc")).ShouldBe(5);
        scrape.Value("gen_ai_server_time_to_first_token_seconds_sum", series)
            .ShouldBe(ends.Sum(e => (e.Timings.Queue.ToTimeSpan() + e.Timings.Prefill.ToTimeSpan()).TotalSeconds), 1e-5);
        CheckSteps(scrape, ends);
    }

    [Fact]
    public async Task A_full_queue_and_callers_that_go_away_are_counted_and_gauges_show_what_they_hold()
    {
        using var first = await RunningAsync();
        using var second = await RunningAsync();
        var reading = Task.WhenAll(ReadAsync(first), ReadAsync(second)); // who does not read gives way to those who wait
        var waiting = Enumerable.Range(0, 3).Select(_ => Client.Generate(Endless())).ToList();
        await ScrapeUntilAsync(s => s.Value("quantgrpc_requests_waiting") == 3);
        (await Should.ThrowAsync<RpcException>(EndAsync(Request(Problem)))).StatusCode.ShouldBe(StatusCode.ResourceExhausted);

        var busy = await PrometheusText.ScrapeAsync(_http, _metrics);
        busy.Value("quantgrpc_requests_waiting", ("gen_ai_request_model", "minimath-f16")).ShouldBe(3);
        busy.Value("quantgrpc_sequences_running").ShouldBe(2);
        busy.Value("quantgrpc_kv_cells_used").ShouldBeGreaterThan(40);
        busy.Value("quantgrpc_kv_cells_reserved").ShouldBeGreaterThan(2 * EndlessTokens);
        busy.Value("quantgrpc_pool_requests_waiting").ShouldBe(3);
        busy.Value("quantgrpc_pool_requests_running").ShouldBe(2);
        busy.Value("quantgrpc_pool_kv_utilization").ShouldBeInRange(40.0 / (2 * Context), 1);
        // Who waits goes first: no place may come free for them.
        waiting.ForEach(call => call.Dispose());
        await ScrapeUntilAsync(s => s.Value("quantgrpc_requests_waiting") == 0);
        first.Dispose();
        second.Dispose();
        await reading;

        var idle = await ScrapeUntilAsync(s => s.Value(Calls, ("rpc_status_code", "CANCELLED")) >= 5 && s.Value("quantgrpc_sequences_running") == 0);
        idle.Value("quantgrpc_requests_cancelled_total", ("gen_ai_request_model", "minimath-f16")).ShouldBe(5);
        idle.Value("quantgrpc_requests_refused_total", ("gen_ai_request_model", "minimath-f16")).ShouldBe(1);
        idle.Value("gen_ai_server_request_duration_seconds_count", ("error_type", "RESOURCE_EXHAUSTED")).ShouldBe(1);
        idle.Value("gen_ai_server_request_duration_seconds_count", ("error_type", "CANCELLED")).ShouldBe(5);
        idle.Value(Calls, ("rpc_method", Generate), ("rpc_status_code", "CANCELLED"), ("error_type", "CANCELLED")).ShouldBe(5);
        idle.Value("gen_ai_server_time_to_first_token_seconds_count").ShouldBe(0);
        idle.Value("quantgrpc_request_queue_duration_seconds_count").ShouldBe(2);
        idle.Value("quantgrpc_kv_cells_used").ShouldBe(0);
        idle.Value("quantgrpc_kv_cells_reserved").ShouldBe(0);
    }

    [Fact]
    public async Task What_does_not_come_to_its_end_carries_its_status()
    {
        // By hand: a client of the library would also stop by itself.
        using var raw = new RawClient(IPEndPoint.Parse(new Uri(_server.ShouldNotBeNull().Address).Authority));
        var late = await raw.CallAsync(RawClient.Generate, RawClient.Frame(Endless()), ("grpc-timeout", "60m"));
        late.Status.ShouldBe(StatusCode.DeadlineExceeded);
        var request = Endless();
        request.Variant = "nope";
        await Should.ThrowAsync<RpcException>(EndAsync(request));
        request = Request(Problem);
        request.Sampling.TopP = 0;
        await Should.ThrowAsync<RpcException>(EndAsync(request));

        var scrape = await ScrapeUntilAsync(s => s.Value(Calls, ("rpc_method", Generate)) >= 3);
        scrape.Value(Calls, ("rpc_status_code", "DEADLINE_EXCEEDED")).ShouldBe(1);
        scrape.Value(Calls, ("rpc_status_code", "NOT_FOUND")).ShouldBe(1);
        scrape.Value("gen_ai_server_request_duration_seconds_count", ("error_type", "DEADLINE_EXCEEDED")).ShouldBe(1);
        scrape.Value("gen_ai_server_request_duration_seconds_count", ("error_type", "INVALID_ARGUMENT")).ShouldBe(1);
        scrape.Value("gen_ai_server_request_duration_seconds_count", ("error_type", "NOT_FOUND")).ShouldBe(0); // no series of a caller's invention
        scrape.Value("quantgrpc_requests_cancelled_total").ShouldBe(0);
    }

    [Fact]
    public async Task Scores_and_comparisons_count_once_for_each_variant_that_they_name()
    {
        var text = new TextInput { Text = Problem };
        var scored = await Client.Score(new ScoreRequest { Variant = "f16", Continuation = text }).ResponseStream.ReadAllAsync().ToListAsync();
        var compare = new CompareRequest
        {
            Input = new PromptInput { Chat = Request(Problem).Chat }, Sampling = new Sampling { MaxTokens = 9 }, Sides = { new CompareSide { Variant = "f16" }, new CompareSide { Variant = "f16" } },
        };
        var compared = (await Client.Compare(compare).ResponseStream.ReadAllAsync().ToListAsync())[^1].Finished;
        var divergence = new CompareScoreRequest { Reference = "f16", Variants = { "f16" }, Texts = { new ScoredText { Continuation = text } } };
        await Client.CompareScore(divergence).ResponseStream.ReadAllAsync().ToListAsync();

        var scrape = await PrometheusText.ScrapeAsync(_http, _metrics);
        double Of(string name, string operation, params (string, string)[] more) => scrape.Value(name, [("gen_ai_operation_name", operation), .. more]);
        var tokens = scored[0].Started.PromptTokens + scored[0].Started.ScoredTokens;
        Of("gen_ai_server_request_duration_seconds_count", "score").ShouldBe(1);
        Of("gen_ai_server_request_duration_seconds_count", "compare").ShouldBe(2);
        Of("gen_ai_server_request_duration_seconds_count", "compare_score").ShouldBe(2);
        Of("gen_ai_client_token_usage_sum", "score").ShouldBe(tokens);
        Of("gen_ai_client_token_usage_sum", "compare_score").ShouldBe(2 * tokens);
        Of("gen_ai_client_token_usage_sum", "compare", ("gen_ai_token_type", "output")).ShouldBe(compared.Sides.Sum(s => s.Tokens));
        Of("quantgrpc_request_queue_duration_seconds_count", "compare").ShouldBe(2);
        Of("gen_ai_server_time_per_output_token_seconds_count", "score").ShouldBe(0);
    }

    [Fact]
    public async Task Adapters_in_memory_are_told_in_the_endpoint_pickers_form()
    {
        var request = Request(Problem);
        request.Adapters.Add(new AdapterUse { Id = "strong" });
        await EndAsync(request);

        var info = (await PrometheusText.ScrapeAsync(_http, _metrics)).Samples.Single(s => s.Name == "quantgrpc_pool_lora_info");

        info.Labels["max_lora"].ShouldBe("2");
        info.Labels["running_lora_adapters"].ShouldBe("strong");
        info.Labels["waiting_lora_adapters"].ShouldBe("");
        info.Value.ShouldBeGreaterThan(1.7e9);
    }

    [Fact]
    public async Task Types_and_bounds_are_those_of_the_conventions()
    {
        await EndAsync(Request(Problem));

        var scrape = await PrometheusText.ScrapeAsync(_http, _metrics);

        scrape.Bounds("gen_ai_server_request_duration_seconds").ShouldBe([0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);
        scrape.Bounds("gen_ai_server_time_to_first_token_seconds").ShouldBe([0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);
        scrape.Bounds("gen_ai_server_time_per_output_token_seconds").ShouldBe([0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5]);
        scrape.Bounds("gen_ai_client_token_usage").ShouldBe([1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]);
        scrape.Bounds("rpc_server_call_duration_seconds").ShouldBe([0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);
        foreach (var gauge in new[] { "quantgrpc_pool_requests_waiting", "quantgrpc_pool_requests_running", "quantgrpc_pool_kv_utilization", "quantgrpc_pool_lora_info" })
        {
            scrape.Types[gauge].ShouldBe("gauge");
            scrape.Samples.Count(s => s.Name == gauge).ShouldBe(1, gauge);
        }

        scrape.Value("quantgrpc_variants_loaded").ShouldBe(1);
        scrape.Types.Keys.ShouldContain("process_memory_usage_bytes");
        scrape.Types.Keys.ShouldContain("dotnet_gc_collections_total");
        scrape.Types.Keys.ShouldContain("kestrel_active_connections");
    }

    private static GenerateRequest Request(string problem) => MiniMathServer.Solve("f16", problem);

    // Long enough to be shared while two of them run.
    private static GenerateRequest Examples(int i) => Request(string.Concat(Enumerable.Repeat("Evaluate $14 - 5 \\cdot 2$. Answer: $4$. ", 12)) + $"Find ${i} + 2$.");

    private static GenerateRequest Endless()
    {
        var request = Request(Problem);
        request.Sampling = new Sampling { MinTokens = EndlessTokens, MaxTokens = EndlessTokens };
        return request;
    }

    // A step's tokens are what was computed: all of a prompt that is not shared, and each generated token but the last of its answer.
    private static void CheckSteps(PrometheusText scrape, List<Finished> ends)
    {
        var steps = scrape.Value("quantgrpc_step_duration_seconds_count");
        steps.ShouldBeInRange(ends.Max(e => e.Usage.GeneratedTokens), ends.Sum(e => e.Usage.GeneratedTokens));
        scrape.Value("quantgrpc_step_tokens_count").ShouldBe(steps);
        scrape.Value("quantgrpc_step_tokens_sum").ShouldBe(ends.Sum(e => (long)e.Usage.PromptTokens - e.Usage.SharedTokens + e.Usage.GeneratedTokens - 1));
        scrape.Value("quantgrpc_step_rows_sum").ShouldBe(ends.Sum(e => e.Usage.GeneratedTokens));
    }

    private async Task<Finished> EndAsync(GenerateRequest request)
    {
        using var call = Client.Generate(request);
        return (await call.ResponseStream.ReadAllAsync().ToListAsync())[^1].Events[^1].Finished;
    }

    private async Task<AsyncServerStreamingCall<GenerateResponse>> RunningAsync()
    {
        var call = Client.Generate(Endless());
        do
        {
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        }
        while (call.ResponseStream.Current.Events.All(e => e.EventCase != GenerateEvent.EventOneofCase.Token)); // it is told that it started while it waits

        return call;
    }

    // To its end, which is the caller's going away.
    private static async Task ReadAsync(AsyncServerStreamingCall<GenerateResponse> call) =>
        await Record.ExceptionAsync(async () => await call.ResponseStream.ReadAllAsync().LastAsync());

    private async Task<PrometheusText> ScrapeUntilAsync(Func<PrometheusText, bool> reached)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var scrape = await PrometheusText.ScrapeAsync(_http, _metrics);
            if (reached(scrape) || Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(20))
            {
                return scrape;
            }
        }
    }
}
