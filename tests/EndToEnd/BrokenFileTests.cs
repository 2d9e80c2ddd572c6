using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Files that llama.cpp would end the process for.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quantgrpc-broken-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_file_that_kills_llama_cpp_fails_alone_with_its_last_word()
    {
        File.Copy(MiniMath.F16Path, Path.Combine(_folder, "minimath-f16.gguf"));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "twice.gguf"), WithATokenTwice(await File.ReadAllBytesAsync(MiniMath.F16Path)));
        await File.WriteAllBytesAsync(Path.Combine(_folder, "lacking.gguf"), WithATensorLess(await File.ReadAllBytesAsync(MiniMath.F16Path)));

        await using var server = await RunningServer.StartAsync("--models", _folder, "--sequences", "1");
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new InferenceService.InferenceServiceClient(channel);
        var variants = (await client.ListVariantsAsync(new ListVariantsRequest())).Variants.ToDictionary(v => v.Id);

        variants["twice"].State.ShouldBe(VariantState.Failed);
        variants["twice"].StateReason.ShouldContain("ASSERT");
        variants["lacking"].State.ShouldBe(VariantState.Failed);
        variants["lacking"].StateReason.ShouldContain("missing tensor");
        variants["minimath-f16"].State.ShouldBe(VariantState.Ready);
    }

    // llama.cpp asserts that no two tokens have one text.
    private static byte[] WithATokenTwice(byte[] file)
    {
        var at = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[1, 0, 0, 0, 0, 0, 0, 0, (byte)'a']);
        at.ShouldBeGreaterThan(0);
        file[at + 8] = (byte)'b';
        return file;
    }

    private static byte[] WithATensorLess(byte[] file)
    {
        var at = file.AsSpan().IndexOf("blk.1.attn_k.weight"u8);
        at.ShouldBeGreaterThan(0);
        file[at + 4] = (byte)'z';
        return file;
    }
}
