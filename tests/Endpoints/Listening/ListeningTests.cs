using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Listening;
using QuantGrpc.Hosting;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Endpoints.Listening;

public sealed class ListeningTests
{
    private static readonly byte[] Check = RawClient.Frame(new Grpc.Health.V1.HealthCheckRequest());

    [Fact]
    public async Task The_health_port_answers_health_alone()
    {
        await using var host = await EndpointHost.StartAsync(healthPort: 0);
        var health = host.Raw(host.Bound.Health);

        (await health.CallAsync("/grpc.health.v1.Health/Check", Check)).Status.ShouldBe(StatusCode.OK);
        (await health.CallAsync(RawClient.Tokenize, Check)).Status.ShouldBe(StatusCode.Unimplemented);
        (await health.CallAsync(RawClient.Tokenize, Check, ("Host", $"127.0.0.1:{host.Bound.Grpc.Port}"))).Status.ShouldBe(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task The_grpc_port_answers_everything()
    {
        await using var host = await EndpointHost.StartAsync(healthPort: 0);
        var grpc = host.Raw();

        (await grpc.CallAsync("/grpc.health.v1.Health/Check", Check)).Status.ShouldBe(StatusCode.OK);
        (await grpc.CallAsync(RawClient.Tokenize, RawClient.Frame([]))).Status.ShouldBe(StatusCode.OK);
        host.Bound.Grpc.Port.ShouldNotBe(host.Bound.Health.ShouldNotBeNull().Port);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line()
    {
        await using var host = await EndpointHost.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        var plan = ListenPlan.From(new ListenRequest { DefaultPort = host.Bound.Grpc.Port });
        builder.AddQuantGrpcEndpoints(plan, new EndpointLimits(), new DrainOptions());
        await using var second = builder.Build();

        var error = await Should.ThrowAsync<StartException>(() => second.StartListeningAsync(CancellationToken.None));

        error.Message.ShouldContain($"{host.Bound.Grpc.Port}");
        error.Message.ShouldContain("--port");
        error.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("grpc.reflection.v1.ServerReflection")]
    [InlineData("grpc.reflection.v1alpha.ServerReflection")]
    public async Task Reflection_lists_the_services(string reflection)
    {
        await using var host = await EndpointHost.StartAsync();

        // list_services = "" is field 7 in both versions.
        var answer = await host.Raw().CallAsync($"/{reflection}/ServerReflectionInfo", RawClient.Frame([0x3A, 0x00]));

        answer.Status.ShouldBe(StatusCode.OK);
        answer.Bytes.ShouldBeGreaterThan(InferenceService.Descriptor.FullName.Length);
    }
}
