using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Tests.Endpoints.Guard;

public sealed class GrpcGuardTests
{
    private static readonly byte[] Request = RawClient.Frame(new TokenizeRequest { Text = "1+1" });

    [Theory]
    [InlineData("/quantgrpc.inference.v1.inferenceservice/tokenize")]
    [InlineData("/quantgrpc.inference.v1.InferenceService/Tokenize/")]
    [InlineData("/quantgrpc.inference.v1.InferenceService/NoSuchMethod")]
    [InlineData("/no.such.Service/Tokenize")]
    public async Task A_path_that_is_not_the_methods_own_is_unimplemented(string path)
    {
        await using var host = await EndpointHost.StartAsync();

        (await host.Raw().CallAsync(path, Request)).Status.ShouldBe(StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    [InlineData("1S, 2S")]
    public async Task A_malformed_timeout_is_refused_with_what_is_allowed(string timeout)
    {
        await using var host = await EndpointHost.StartAsync();

        var answer = await host.Raw().CallAsync(RawClient.Tokenize, Request, ("grpc-timeout", timeout));

        answer.Status.ShouldBe(StatusCode.InvalidArgument);
        answer.Message.ShouldContain("1 to 8 digits");
    }

    [Theory]
    [InlineData("1n")]
    [InlineData("0S")]
    [InlineData("999n")]
    [InlineData("1u")]
    public async Task The_shortest_timeouts_end_the_call(string timeout)
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnTokenize = UntilCancelled;

        (await host.Raw().CallAsync(RawClient.Tokenize, Request, ("grpc-timeout", timeout))).Status.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("99999999H")]
    public async Task A_call_with_one_answer_has_a_deadline_whatever_the_client_says(string? timeout)
    {
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { UnaryDeadline = TimeSpan.FromMilliseconds(200) });
        host.Calls.OnTokenize = UntilCancelled;

        var answer = timeout is null
            ? await host.Raw().CallAsync(RawClient.Tokenize, Request)
            : await host.Raw().CallAsync(RawClient.Tokenize, Request, ("grpc-timeout", timeout));

        answer.Status.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task A_stream_has_no_deadline_of_ours()
    {
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { UnaryDeadline = TimeSpan.FromMilliseconds(100) });
        var deadline = DateTime.MinValue;
        host.Calls.OnGenerate = (_, _, call) =>
        {
            deadline = call.Deadline;
            return Task.CompletedTask;
        };

        (await host.Raw().CallAsync(RawClient.Generate, RawClient.Frame([]))).Status.ShouldBe(StatusCode.OK);

        deadline.ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task A_request_that_never_arrives_whole_is_reset()
    {
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { RequestTime = TimeSpan.FromMilliseconds(200) });
        using var stalled = new StalledContent(RawClient.Frame([1, 2], length: 100));

        await Should.ThrowAsync<HttpRequestException>(() => host.Raw().CallAsync(RawClient.Generate, stalled));

        await host.StopAsync();
        host.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_of_a_call_with_one_answer_that_never_arrives_whole_ends_too()
    {
        await using var host = await EndpointHost.StartAsync(new EndpointLimits { UnaryDeadline = TimeSpan.FromMilliseconds(200) });
        using var stalled = new StalledContent(RawClient.Frame([1, 2], length: 100));

        // The library sends DEADLINE_EXCEEDED and then resets; a client that is still sending may see the reset alone.
        var end = await Record.ExceptionAsync(() => host.Raw().CallAsync(RawClient.Tokenize, stalled));
        (end is null or HttpRequestException).ShouldBeTrue();

        await host.StopAsync();
        host.Logged.ShouldBeEmpty();
    }

    public static TheoryData<string, byte[], StatusCode> UnreadableMessages => new()
    {
        { "no message", [], StatusCode.Internal },
        { "cut off header", [0, 0], StatusCode.Internal },
        { "cut off message", RawClient.Frame([1, 2], length: 100), StatusCode.Internal },
        { "two messages", [.. RawClient.Frame([]), .. RawClient.Frame([])], StatusCode.Internal },
        { "reserved flag", RawClient.Frame([], flag: 2), StatusCode.Internal },
        { "no protobuf", RawClient.Frame([0xFF, 0xFF, 0xFF, 0xFF]), StatusCode.Internal },
        { "above the limit", RawClient.Frame([], length: 4 * 1024 * 1024 + 1), StatusCode.ResourceExhausted },
        { "above 2 GiB", RawClient.Frame([], length: 0xFFFFFFFF), StatusCode.ResourceExhausted },
        { "compressed without encoding", RawClient.Frame([], flag: 1), StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(UnreadableMessages), DisableDiscoveryEnumeration = true)]
    public async Task An_unreadable_message_is_the_callers_fault_and_logs_no_error(string what, byte[] body, StatusCode expected)
    {
        await using var host = await EndpointHost.StartAsync();

        foreach (var path in (string[])[RawClient.Tokenize, RawClient.Generate])
        {
            var answer = await host.Raw().CallAsync(path, body);
            answer.Status.ShouldBe(expected, what);
            answer.Message.ShouldNotContain("Exception", Case.Insensitive, what);
        }

        host.Logged.ShouldBeEmpty(what);
    }

    [Fact]
    public async Task An_unreadable_message_of_a_clients_stream_is_the_callers_fault_too()
    {
        await using var host = await EndpointHost.StartAsync();

        var answer = await host.Raw().CallAsync("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", RawClient.Frame([0xFF, 0xFF]));

        answer.Status.ShouldBe(StatusCode.Internal);
        host.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compressed_message_is_read()
    {
        await using var host = await EndpointHost.StartAsync();
        host.Calls.OnTokenize = (request, _) => request.Text == "1+1" ? Task.FromResult(new TokenizeResponse()) : throw new InvalidDataException();

        (await SendGzipAsync(host, Gzip(Request[5..]))).Status.ShouldBe(StatusCode.OK);
    }

    // The library bounds what it inflates by itself, hence no compression provider of our own.
    [Fact]
    public async Task A_decompression_bomb_ends_at_the_limit()
    {
        const int Inflated = 256 * 1024 * 1024;
        await using var host = await EndpointHost.StartAsync();
        var bomb = Gzip(new byte[Inflated]);
        bomb.Length.ShouldBeLessThan(300_000);
        var before = GC.GetTotalAllocatedBytes();

        (await SendGzipAsync(host, bomb)).Status.ShouldBe(StatusCode.ResourceExhausted);

        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(Inflated);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Corrupt_and_cut_off_gzip_data_are_the_callers_fault(bool cutOff)
    {
        await using var host = await EndpointHost.StartAsync();
        var data = Gzip(new TokenizeRequest { Text = string.Concat(Enumerable.Range(0, 2_000)) }.ToByteArray());
        data.AsSpan(data.Length / 2, 8).Fill(0xAA);

        (await SendGzipAsync(host, cutOff ? data[..(data.Length / 2)] : data)).Status.ShouldBe(StatusCode.Internal);
        host.Logged.ShouldBeEmpty();
    }

    private static Task<RawAnswer> SendGzipAsync(EndpointHost host, byte[] data) =>
        host.Raw().CallAsync(RawClient.Tokenize, RawClient.Frame(data, flag: 1), ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "gzip"));

    private static byte[] Gzip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(data);
        }

        return packed.ToArray();
    }

    private static async Task<TokenizeResponse> UntilCancelled(TokenizeRequest request, ServerCallContext call)
    {
        await Task.Delay(Timeout.Infinite, call.CancellationToken);
        return new TokenizeResponse();
    }
}
