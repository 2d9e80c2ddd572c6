using System.Threading.Channels;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Streaming;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Endpoints.Streaming;

public sealed class EventStreamsTests
{
    private readonly Channel<int> _events = Channel.CreateUnbounded<int>();

    [Fact]
    public async Task What_waits_goes_into_one_message_in_order()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 100; i++)
        {
            _events.Writer.TryWrite(i);
        }

        _events.Writer.Complete();
        using var call = Generate(host);
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        messages.Select(message => message.Events.Count).ShouldBe([64, 36]);
        messages.SelectMany(message => message.Events).Select(one => (int)one.Token.Index).ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_message_that_says_nothing_is_not_written()
    {
        await using var host = await StartAsync(packing: Packing() with { MaxEvents = 1, HasContent = message => message.Events[0].Token.Index % 10 == 0 });
        for (var i = 0; i < 100; i++)
        {
            _events.Writer.TryWrite(i);
        }

        _events.Writer.Complete();
        using var call = Generate(host);
        var messages = await call.ResponseStream.ReadAllAsync().ToListAsync();

        messages.Select(message => (int)message.Events.ShouldHaveSingleItem().Token.Index).ShouldBe(Enumerable.Range(0, 10).Select(i => 10 * i));
    }

    [Fact]
    public async Task Headers_admit_the_call_before_the_first_event()
    {
        await using var host = await StartAsync();
        using var call = Generate(host);

        await call.ResponseHeadersAsync;

        _events.Writer.Complete();
        (await call.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dropped_stream_ends_the_writer()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await StartAsync(ended: ended);
        using var call = Generate(host);
        await call.ResponseHeadersAsync;

        call.Dispose();

        (await ended.Task).ShouldBeAssignableTo<OperationCanceledException>();
    }

    [Fact]
    public async Task The_producers_fault_reaches_the_caller_as_its_status()
    {
        await using var host = await StartAsync();
        _events.Writer.TryWrite(1);
        _events.Writer.Complete(GrpcErrors.FailedPrecondition("the variant was unloaded"));
        using var call = Generate(host);

        var error = await Should.ThrowAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().ToListAsync());

        error.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task A_reader_that_stalls_is_reset_and_sees_resource_exhausted()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await StartAsync(new EndpointLimits { ReaderStall = TimeSpan.FromMilliseconds(300) }, ended: ended);
        using var call = Generate(host);
        await call.ResponseHeadersAsync;
        Flood();

        (await ended.Task).ShouldBeOfType<RpcException>().Status.Detail.ShouldContain("ReaderStall");

        var error = await Should.ThrowAsync<RpcException>(async () => await call.ResponseStream.ReadAllAsync().ToListAsync());
        error.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task A_message_beside_the_events_waits_no_longer_for_its_reader()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { ReaderStall = TimeSpan.FromMilliseconds(300) });
        var streams = host.Services.GetRequiredService<EventStreams>();
        host.Calls.OnGenerate = async (_, stream, call) =>
        {
            var message = new GenerateResponse { Events = { new GenerateEvent { Token = new Token { Text = new string('x', 10_000) } } } };
            try
            {
                while (true)
                {
                    await streams.WriteAsync(message, stream, call);
                }
            }
            catch (Exception e) when (ended.TrySetResult(e))
            {
                throw;
            }
        };
        using var call = Generate(host);
        await call.ResponseHeadersAsync;

        (await ended.Task).ShouldBeOfType<RpcException>().Status.Detail.ShouldContain("ReaderStall");
    }

    [Fact]
    public async Task Streams_that_outlast_the_drain_end_with_unavailable()
    {
        var drain = new DrainOptions
        {
            PreDrain = TimeSpan.Zero, ShutdownTimeout = TimeSpan.FromSeconds(20), StreamEndMargin = TimeSpan.FromSeconds(19.7),
        };
        await using var host = await StartAsync(drain: drain);
        using var call = Generate(host);
        await call.ResponseHeadersAsync;

        var stopping = host.StopAsync();
        var error = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        await stopping;
    }

    private static AsyncServerStreamingCall<GenerateResponse> Generate(EndpointHost host) =>
        new InferenceService.InferenceServiceClient(host.Channel()).Generate(new GenerateRequest());

    // Far more than the windows of stream and connection hold.
    private void Flood()
    {
        for (var i = 0; i < 400_000; i++)
        {
            _events.Writer.TryWrite(i);
        }
    }

    private async Task<EndpointHost> StartAsync(
        EndpointLimits? limits = null, DrainOptions? drain = null, TaskCompletionSource<Exception>? ended = null,
        EventPacking<int, GenerateResponse>? packing = null)
    {
        var host = await EndpointHost.StartAsync(limits, drain);
        var streams = host.Services.GetRequiredService<EventStreams>();
        host.Calls.OnGenerate = async (_, stream, call) =>
        {
            try
            {
                await streams.WriteAsync(_events.Reader, packing ?? Packing(), stream, call);
            }
            catch (Exception e) when (ended?.TrySetResult(e) ?? false)
            {
                throw;
            }
        };
        return host;
    }

    private static EventPacking<int, GenerateResponse> Packing() => new(
        new GenerateResponse(),
        (message, index) =>
        {
            message.Events.Add(new GenerateEvent { Token = new Token { Index = (uint)index, Text = "some text of a token" } });
            return ValueTask.CompletedTask;
        },
        message => message.Events.Clear());
}
