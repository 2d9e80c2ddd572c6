using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>A model file whose chat template is not Jinja: raw prompts and templates by name do without.</summary>
public sealed class UnreadableTemplateTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-").FullName;
    private RunningServer? _server;
    private GrpcChannel? _channel;

    public async ValueTask InitializeAsync()
    {
        var file = await File.ReadAllBytesAsync(MiniMath.F16Path);
        "{% fob"u8.CopyTo(file.AsSpan(file.AsSpan().IndexOf("{% for"u8)));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "odd.gguf"), file);
        _server = await RunningServer.StartAsync("--models", _folder, "--sequences", "4");
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
    public async Task The_files_own_template_is_refused_with_construct_and_line()
    {
        var fault = await Should.ThrowAsync<RpcException>(async () => await RenderAsync(template: ""));

        fault.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        fault.Status.Detail.ShouldContain("the chat template cannot be read: line 1: the block 'fob' is not supported");
    }

    [Fact]
    public async Task A_template_by_name_is_taken_in_its_place() =>
        (await RenderAsync("chatml")).Text.ShouldBe("<|im_start|>user\n2+2?<|im_end|>\n<|im_start|>assistant\n");

    [Fact]
    public async Task A_name_that_is_not_known_is_refused_with_those_that_are()
    {
        var fault = await Should.ThrowAsync<RpcException>(async () => await RenderAsync("nope"));

        fault.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        fault.Status.Detail.ShouldContain("chatml, deepseek, gemma, llama2, llama3, mistral-v1, mistral-v3, phi3, zephyr");
    }

    private async Task<RenderChatResponse> RenderAsync(string template) =>
        await new InferenceService.InferenceServiceClient(_channel).RenderChatAsync(new RenderChatRequest
        {
            Variant = "odd",
            Chat = new ChatInput { Template = template, Messages = { new ChatMessage { Role = "user", Content = "2+2?" } } },
        });
}
