using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Server;
using QuantGrpc.Server.Telemetry;
using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.EndToEnd;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Telemetry;

/// <summary>Spans of real calls on a server within the tests' process, where they can be listened to.</summary>
public sealed class SpanTests : IAsyncLifetime
{
    private const string Problem = "Evaluate $14 - 5 \\cdot 2$.";
    private static readonly TimeSpan Grain = TimeSpan.FromTicks(10);

    private readonly ConcurrentQueue<Activity> _stopped = new();
    private readonly TaskCompletionSource<Activity> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private ActivityListener? _listener;
    private WebApplication? _app;
    private GrpcChannel? _channel;

    private InferenceService.InferenceServiceClient Client => new(_channel ?? throw new InvalidOperationException("the server was not started"));

    private Metadata Headers => new() { { "traceparent", $"00-{_trace}-{ActivitySpanId.CreateRandom()}-01" } };

    public async ValueTask InitializeAsync()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is RequestSpans.SourceName or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Take,
        };
        ActivitySource.AddActivityListener(_listener);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddQuantGrpcEndpoints(
            ListenPlan.From(new ListenRequest { DefaultPort = 0 }), new EndpointLimits(), new DrainOptions { PreDrain = TimeSpan.Zero });
        var models = new ModelsOptions { Paths = [MiniMath.F16Path], Queue = 1, Defaults = new VariantSettings { Sequences = 4, Threads = 1 } };
        var specs = new SpecPlanner(LlamaBackend.Load(NullLogger.Instance), models.Defaults);
        var registry = new RegistryBuilder(specs, LlamaBackend.Devices(), _ => { }).Build(models);
        builder.Services.AddInferenceServer(registry, AdapterCatalog.Find(models), specs, new AdminOptions());
        _app = builder.Build();
        _app.MapInferenceServer();
        var bound = await _app.StartListeningAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<VariantReadiness>().Settled;
        _channel = GrpcChannel.ForAddress($"http://{bound.Grpc}");
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _listener?.Dispose();
    }

    [Fact]
    public async Task A_request_nests_in_its_call_and_its_wait_prefill_and_decode_in_it()
    {
        var finished = (await Client.Generate(MiniMathServer.Solve("f16", Problem), Headers).ResponseStream.ReadAllAsync().ToListAsync())[^1].Events[^1].Finished;
        var served = await ServedAsync();

        var request = _stopped.Single(a => a.ParentSpanId == served.SpanId);
        request.DisplayName.ShouldBe("chat minimath-f16");
        request.Kind.ShouldBe(ActivityKind.Internal);
        request.GetTagItem("gen_ai.usage.output_tokens").ShouldBe((long)finished.Usage.GeneratedTokens);
        request.GetTagItem("gen_ai.usage.input_tokens").ShouldBe((long)finished.Usage.PromptTokens);
        request.GetTagItem("gen_ai.response.finish_reasons").ShouldBe(new[] { "end_of_text" });
        var parts = _stopped.Where(a => a.ParentSpanId == request.SpanId).OrderBy(a => a.StartTimeUtc).ToList();
        parts.Select(p => p.DisplayName).ShouldBe(["queue", "prefill", "decode"]);
        parts.ShouldAllBe(p => (string?)p.GetTagItem("gen_ai.request.model") == "minimath-f16");
        parts[1].Duration.ShouldBe(finished.Timings.Prefill.ToTimeSpan(), Grain);
        parts[2].Duration.ShouldBe(finished.Timings.Decode.ToTimeSpan(), Grain);
        parts[2].Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        ShouldHold(request, parts);
        ShouldHold(served, [request]);
    }

    [Fact]
    public async Task Samples_have_one_wait_and_one_prefill_and_a_decode_each()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling = new Sampling { MaxTokens = 5, Temperature = 1, Seed = 7 };
        request.Samples = 3;
        var answers = await Client.Generate(request, Headers).ResponseStream.ReadAllAsync().ToListAsync();
        await ServedAsync();

        answers.SelectMany(a => a.Events).Where(e => e.Finished is not null).ShouldAllBe(e => e.Finished.Timings.Prefill.ToTimeSpan() > TimeSpan.Zero);
        var spans = _stopped.Where(a => a.Source.Name == RequestSpans.SourceName).ToList();
        spans.Select(a => a.DisplayName).Order().ShouldBe(["chat minimath-f16", "decode", "decode", "decode", "prefill", "queue"]);
        spans.Select(a => a.GetTagItem("quantgrpc.sample")).OfType<int>().Order().ShouldBe([0, 1, 2]);
        spans.ShouldAllBe(a => a.Duration >= TimeSpan.Zero);
    }

    [Fact]
    public async Task A_caller_that_goes_away_leaves_spans_that_end_with_its_call()
    {
        var endless = MiniMathServer.Solve("f16", Problem);
        endless.Sampling = new Sampling { MinTokens = 900, MaxTokens = 900 };
        var call = Client.Generate(endless, Headers);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        call.Dispose();
        var served = await ServedAsync();

        var request = _stopped.Single(a => a.ParentSpanId == served.SpanId);
        request.Status.ShouldBe(ActivityStatusCode.Error);
        request.GetTagItem("error.type").ShouldBe("CANCELLED");
        ShouldHold(request, [.. _stopped.Where(a => a.ParentSpanId == request.SpanId)]);
    }

    [Fact]
    public async Task A_request_that_is_refused_is_a_span_without_parts()
    {
        var request = MiniMathServer.Solve("f16", Problem);
        request.Sampling.TopP = 0;
        await Should.ThrowAsync<RpcException>(async () => await Client.Generate(request, Headers).ResponseStream.ReadAllAsync().ToListAsync());
        await ServedAsync();

        var span = _stopped.Single(a => a.Source.Name == RequestSpans.SourceName);
        span.GetTagItem("error.type").ShouldBe("INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Neither_prompt_nor_answer_is_in_any_span()
    {
        var answer = await Client.Generate(MiniMathServer.Solve("f16", Problem), Headers).ResponseStream.ReadAllAsync().ToListAsync();
        await ServedAsync();

        var told = string.Join('\n', _stopped.SelectMany(a => a.TagObjects).Select(t => $"{t.Key}={(t.Value is string[] many ? string.Join(',', many) : t.Value)}"));
        told.ShouldContain("gen_ai.request.model=minimath-f16");
        told.ShouldNotContain("Evaluate");
        told.ShouldNotContain("boxed");
        MiniMathServer.TextOf(answer.SelectMany(r => r.Events)).ShouldContain("boxed");
    }

    // Parts lie within the whole, and those of one answer, which follow each other, add up to no more than it.
    private static void ShouldHold(Activity whole, List<Activity> parts)
    {
        parts.ShouldAllBe(p => p.StartTimeUtc >= whole.StartTimeUtc - Grain);
        parts.ShouldAllBe(p => p.StartTimeUtc + p.Duration <= whole.StartTimeUtc + whole.Duration + Grain);
        parts.Sum(p => p.Duration.Ticks).ShouldBeLessThanOrEqualTo((whole.Duration + Grain).Ticks);
    }

    private void Take(Activity activity)
    {
        if (activity.TraceId != _trace)
        {
            return;
        }

        _stopped.Enqueue(activity);
        if (activity.Source.Name == "Microsoft.AspNetCore")
        {
            _served.TrySetResult(activity);
        }
    }

    private Task<Activity> ServedAsync() => _served.Task.WaitAsync(TimeSpan.FromSeconds(20));
}
