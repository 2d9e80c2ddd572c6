using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Guard;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Endpoints.Guard;

public sealed class FaultTests
{
    [Fact]
    public async Task A_fault_is_internal_with_an_id_that_the_log_has_once()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnTokenize = (_, _) => throw new InvalidOperationException("secret path");

        var error = await FailAsync(host);

        error.StatusCode.ShouldBe(StatusCode.Internal);
        error.Status.Detail.ShouldNotContain("secret");
        var id = error.GetRpcStatus()!.GetDetail<Google.Rpc.RequestInfo>().RequestId;
        host.Logged.ShouldHaveSingleItem().ShouldContain(id);
        host.Logged.Single().ShouldContain("secret path");
    }

    [Fact]
    public async Task An_answer_above_the_limit_is_resource_exhausted()
    {
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { MaxMessageBytes = 2_048 });
        host.Calls.OnDetokenize = (_, _) => Task.FromResult(new DetokenizeResponse { Text = new string('x', 3_000) });

        var error = await Should.ThrowAsync<RpcException>(
            async () => await new InferenceService.InferenceServiceClient(host.Channel()).DetokenizeAsync(new DetokenizeRequest()));

        error.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_cancelled_call_logs_nothing()
    {
        await using var host = await EndpointHost.StartAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Calls.OnGenerate = async (_, stream, call) =>
        {
            await using var aborted = call.CancellationToken.Register(left.SetResult);
            entered.SetResult();
            await left.Task;
            await stream.WriteAsync(new GenerateResponse());
        };
        using var call = new InferenceService.InferenceServiceClient(host.Channel()).Generate(new GenerateRequest());
        await entered.Task;

        call.Dispose();
        await left.Task;
        await host.StopAsync();

        host.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_that_resets_its_stream_while_its_request_arrives_is_no_fault()
    {
        await using var host = await EndpointHost.StartAsync();
        var faults = host.Services.GetRequiredService<FaultClassifier>();

        var error = faults.OfMessage(new IOException("The client reset the request stream."), new DefaultHttpContext());

        error.StatusCode.ShouldBe(StatusCode.Cancelled);
        host.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_caller_that_resets_its_stream_while_a_message_is_written_is_no_fault()
    {
        await using var host = await EndpointHost.StartAsync();
        var faults = host.Services.GetRequiredService<FaultClassifier>();

        faults.OfMessage(new InvalidOperationException("Writing is not allowed after writer was completed."), new DefaultHttpContext())
            .StatusCode.ShouldBe(StatusCode.Cancelled);
        faults.OfMessage(new InvalidOperationException("a fault of ours"), new DefaultHttpContext()).StatusCode.ShouldBe(StatusCode.Internal);

        host.Logged.Count.ShouldBe(1); // ours
    }

    [Fact]
    public async Task Cancellation_of_our_own_is_a_fault()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnTokenize = (_, _) => throw new OperationCanceledException("a time-out inside");

        (await FailAsync(host)).StatusCode.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task Invalid_argument_names_field_value_and_what_is_allowed()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnTokenize = (_, _) => throw GrpcErrors.InvalidArgument("sampling.top_p", "2", "above 0 up to 1");

        var error = await FailAsync(host);

        error.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        error.Status.Detail.ShouldBe("sampling.top_p is 2; allowed is above 0 up to 1");
        error.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Single().Field.ShouldBe("sampling.top_p");
    }

    [Fact]
    public async Task Not_found_lists_what_exists_within_bounds()
    {
        await using var host = await EndpointHost.StartAsync();
        var names = Enumerable.Range(0, 10_000).Select(i => $"variant-{i}").ToList();
        host.Calls.OnTokenize = (_, _) => throw GrpcErrors.NotFound("variant", new string('x', 100_000), names);

        var error = await FailAsync(host);

        error.StatusCode.ShouldBe(StatusCode.NotFound);
        error.Status.Detail.ShouldContain("variant-0, variant-1");
        error.Status.Detail.Length.ShouldBeLessThan(1_500);
    }

    [Fact]
    public async Task A_full_queue_is_a_trailers_only_answer_with_pushback()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnGenerate = (_, _, _) => throw GrpcErrors.ResourceExhausted("the queue is full", TimeSpan.FromMilliseconds(250));

        (await host.Raw().CallAsync(RawClient.Generate, RawClient.Frame([]))).TrailersOnly.ShouldBeTrue();

        using var call = new InferenceService.InferenceServiceClient(host.Channel()).Generate(new GenerateRequest());
        var error = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));
        error.Trailers.GetValue("grpc-retry-pushback-ms").ShouldBe("250");
        error.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>().RetryDelay.ToTimeSpan().ShouldBe(TimeSpan.FromMilliseconds(250));
    }

    private static Task<RpcException> FailAsync(EndpointHost host) => Should.ThrowAsync<RpcException>(
        async () => await new InferenceService.InferenceServiceClient(host.Channel()).TokenizeAsync(new TokenizeRequest()));
}
