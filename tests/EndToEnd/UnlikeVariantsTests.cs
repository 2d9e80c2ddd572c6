using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Llama.Text;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Variants whose vocabularies differ: their rows cannot be compared.</summary>
public sealed class UnlikeVariantsTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-unlike-").FullName;
    private RunningServer? _server;
    private GrpcChannel? _channel;

    private InferenceService.InferenceServiceClient Client => new(_channel ?? throw new InvalidOperationException("the server was not started"));

    public async ValueTask InitializeAsync()
    {
        File.Copy(MiniMath.F16Path, Path.Combine(_folder, "minimath-f16.gguf"));
        await using (var file = File.Create(Path.Combine(_folder, "words.gguf")))
        {
            SentencePieceModel.Write(file);
        }

        _server = await RunningServer.StartAsync("--models", _folder, "--sequences", "2");
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
    public async Task CompareScore_refuses_them_by_field()
    {
        using var call = Client.CompareScore(new CompareScoreRequest
        {
            Reference = "minimath-f16", Variants = { "minimath-f16", "words" }, Texts = { new ScoredText { Continuation = new TextInput { Text = "1 + 1" } } },
        });

        await RefusedAsync(call.ResponseStream, "variants[1] is words");
    }

    [Fact]
    public async Task Compare_refuses_them_by_field()
    {
        using var call = Client.Compare(new CompareRequest
        {
            Sides = { new CompareSide { Variant = "minimath-f16" }, new CompareSide { Variant = "words" } }, Input = new PromptInput { Prompt = "1 + 1" },
        });

        await RefusedAsync(call.ResponseStream, "sides[1].variant is words");
    }

    private static async Task RefusedAsync<T>(IAsyncStreamReader<T> stream, string says)
    {
        var fault = await Should.ThrowAsync<RpcException>(() => stream.MoveNext(CancellationToken.None));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument, fault.Status.Detail);
        fault.Status.Detail.ShouldStartWith(says);
    }
}
