using Grpc.Net.Client;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>The evaluation service's admin port.</summary>
public sealed class EvaluatorMetricsTests
{
    [Fact]
    public async Task The_evaluation_service_counts_its_calls_on_an_admin_port_of_its_own()
    {
        using var place = new Workplace();
        await using var program = Workplace.Evaluator(
            "serve", "--server", "http://127.0.0.1:1", "--store", place.Store, "--port", "0", "--admin-port", "0", "--pre-drain", "0");
        var metrics = (await program.WaitForLineAsync(@"Metrics on (http://\S+)", TimeSpan.FromSeconds(60))).Groups[1].Value;
        var address = (await program.WaitForLineAsync(@"ready on (http://[^\s,]+)", TimeSpan.FromSeconds(60))).Groups[1].Value;
        using var channel = GrpcChannel.ForAddress(address);
        await new EvaluationService.EvaluationServiceClient(channel).ListRunsAsync(new ListRunsRequest());
        using var http = new HttpClient();

        var scrape = await PrometheusText.ScrapeAsync(http, metrics);

        scrape.Value(
            "rpc_server_call_duration_seconds_count", ("rpc_method", "quantgrpc.evaluation.v1.EvaluationService/ListRuns"), ("rpc_status_code", "OK")).ShouldBe(1);
        scrape.Types.Keys.ShouldContain("process_memory_usage_bytes");
    }
}
