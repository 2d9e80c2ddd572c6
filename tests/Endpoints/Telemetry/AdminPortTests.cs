using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Endpoints.Telemetry;

public sealed class AdminPortTests
{
    private const string Count = "rpc_server_call_duration_seconds_count";

    private readonly HttpClient _http = new();

    [Fact]
    public async Task Metrics_answer_on_the_admin_port_and_nowhere_else()
    {
        await using var host = await EndpointHost.StartAsync(healthPort: 0, adminPort: 0);

        (await _http.GetAsync($"http://{host.Bound.Admin}/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var other in new[] { host.Bound.Grpc, host.Bound.Health })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{other}/metrics")
            {
                Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            request.Headers.Host = $"{host.Bound.Admin}";
            using var answer = await _http.SendAsync(request);

            (await answer.Content.ReadAsStringAsync()).ShouldBe("");
        }
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/metrics/")]
    [InlineData("GET", "/METRICS")]
    [InlineData("POST", "/metrics")]
    [InlineData("POST", RawClient.Tokenize)]
    [InlineData("POST", "/grpc.health.v1.Health/Check")]
    public async Task Nothing_else_answers_on_the_admin_port(string method, string path)
    {
        await using var host = await EndpointHost.StartAsync(adminPort: 0);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"http://{host.Bound.Admin}{path}")
        {
            Content = method == "POST" ? new ByteArrayContent(RawClient.Frame([])) : null,
        };
        request.Content?.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        (await _http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_admin_port_speaks_no_HTTP_2()
    {
        await using var host = await EndpointHost.StartAsync(adminPort: 0);

        await Should.ThrowAsync<HttpRequestException>(() => host.Raw(host.Bound.Admin).CallAsync(RawClient.Tokenize, RawClient.Frame([])));
    }

    [Fact]
    public async Task Nothing_listens_to_meters_unless_asked_for()
    {
        await using var silent = await EndpointHost.StartAsync();
        silent.Bound.Admin.ShouldBeNull();
        silent.Services.GetService<MeterProvider>().ShouldBeNull();

        await using var scraped = await EndpointHost.StartAsync(adminPort: 0);
        scraped.Services.GetService<MeterProvider>().ShouldNotBeNull();
        scraped.Services.GetService<OpenTelemetry.Trace.TracerProvider>().ShouldBeNull(); // traces need a collector
    }

    [Fact]
    public async Task Calls_are_counted_by_method_and_status_and_unknown_methods_are_one_series()
    {
        await using var host = await EndpointHost.StartAsync(adminPort: 0);
        host.Calls.OnDetokenize = (_, _) => throw new RpcException(new Status(StatusCode.DataLoss, "gone"));
        await host.Raw().CallAsync(RawClient.Tokenize, RawClient.Frame([]));
        await host.Raw().CallAsync(RawClient.Tokenize, RawClient.Frame([]), ("grpc-timeout", "soon"));
        await host.Raw().CallAsync(RawClient.Tokenize.Replace("Tokenize", "Detokenize", StringComparison.Ordinal), RawClient.Frame([]));
        await host.Raw().CallAsync(RawClient.Tokenize.ToUpperInvariant(), RawClient.Frame([]));
        await host.Raw().CallAsync($"{RawClient.Tokenize}X", RawClient.Frame([]));

        // Other hosts of this process share the meter's name: counts are at least these.
        var scrape = await PrometheusText.ScrapeAsync(_http, $"http://{host.Bound.Admin}/metrics");
        scrape.Value(Count, ("rpc_method", RawClient.Tokenize[1..]), ("rpc_status_code", "OK")).ShouldBeGreaterThanOrEqualTo(1);
        scrape.Value(Count, ("rpc_method", RawClient.Tokenize[1..]), ("error_type", "INVALID_ARGUMENT")).ShouldBeGreaterThanOrEqualTo(1);
        scrape.Value(Count, ("rpc_status_code", "DATA_LOSS"), ("error_type", "DATA_LOSS")).ShouldBeGreaterThanOrEqualTo(1);
        scrape.Value(Count, ("rpc_method", "_OTHER"), ("rpc_status_code", "UNIMPLEMENTED")).ShouldBeGreaterThanOrEqualTo(2);
        scrape.Samples.Where(s => s.Name == Count).ShouldAllBe(s => s.Labels["rpc_method"] == "_OTHER" || !s.Labels["rpc_method"].Contains("TOKENIZEX"));
    }
}
