using Grpc.Core;
using Grpc.Net.Client;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

public sealed class DrainTests
{
    [Fact]
    public async Task On_SIGTERM_a_running_stream_is_finished_and_the_process_ends_in_peace()
    {
        await using var server = await RunningServer.StartAsync("--models", MiniMath.F16Path);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var request = new GenerateRequest { Variant = "f16", Prompt = "1 + 1 =", Sampling = new Sampling { MinTokens = 400, MaxTokens = 400 } };
        using var call = new InferenceService.InferenceServiceClient(channel).Generate(request);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        server.Program.Signal(15);

        GenerateEvent? last = null;
        while (await call.ResponseStream.MoveNext())
        {
            last = call.ResponseStream.Current.Events[^1];
        }

        last.ShouldNotBeNull().Finished.Usage.GeneratedTokens.ShouldBe(400u);
        (await server.Program.WaitForExitAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, server.Program.Output);
    }

    [Theory]
    [InlineData("--port", "70000", "--port 70000")]
    [InlineData("--listen", "0.0.0.0:0", "add --insecure-listen")]
    [InlineData("--models", "/no/such/folder", "/no/such/folder")]
    [InlineData("--gpu-layers", "7", "no device of this machine takes layers")]
    [InlineData("--context", "0", "Models:Defaults:Context")]
    public async Task A_start_that_cannot_go_on_is_one_clear_message(string option, string value, string message)
    {
        await using var program = ChildProgram.Start(Executables.Server, ["serve", option, value]);

        (await program.WaitForExitAsync(TimeSpan.FromSeconds(60))).ShouldBe(2, program.Output);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
        program.Output.ShouldNotContain("   at ");
    }
}
