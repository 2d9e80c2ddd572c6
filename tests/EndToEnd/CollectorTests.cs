using System.Text;
using System.Threading.Channels;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>What a server process sends to a collector, where OpenTelemetry's variable names one.</summary>
public sealed class CollectorTests : IAsyncDisposable
{
    private readonly Channel<(string Path, string Body)> _received = Channel.CreateUnbounded<(string, string)>();
    private readonly WebApplication _collector;

    public CollectorTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.Urls.Add("http://127.0.0.1:0");
        _collector.Run(TakeAsync);
    }

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    [Fact]
    public async Task A_collector_gets_spans_and_metrics_and_no_text()
    {
        await _collector.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "50",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "50",
            ["OTEL_SERVICE_NAME"] = "named-by-the-environment",
        };
        await using var server = await RunningServer.StartAsync(new Uri("http://127.0.0.1:0"), environment, "--models", MiniMath.F16Path);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new InferenceService.InferenceServiceClient(channel);
        await client.Generate(MiniMathServer.Solve("f16", "Evaluate $14 - 5 \\cdot 2$.")).ResponseStream.ReadAllAsync().ToListAsync();

        var told = await ReceivedAsync(
            "/v1/traces", "chat minimath-f16", "prefill", "decode", "end_of_text", "/v1/metrics", "gen_ai.server.time_to_first_token", "named-by-the-environment");

        told.ShouldNotContain("Evaluate");
        told.ShouldNotContain("boxed");
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await _received.Writer.WriteAsync((context.Request.Path.Value ?? "", Encoding.UTF8.GetString(body.ToArray())));
    }

    // All that came, once everything that is expected is in it; a span may come in one message and its parent in the next.
    private async Task<string> ReceivedAsync(params string[] expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var told = new StringBuilder();
        await foreach (var (path, body) in _received.Reader.ReadAllAsync(limit.Token))
        {
            told.AppendLine(path).AppendLine(body);
            if (expected.All(e => told.ToString().Contains(e, StringComparison.Ordinal)))
            {
                break;
            }
        }

        return told.ToString();
    }
}
