using Grpc.Net.Client;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>The evaluation service as a process of its own.</summary>
internal sealed class RunningEvaluator : IAsyncDisposable
{
    private readonly ChildProgram _program;
    private readonly GrpcChannel _channel;

    private RunningEvaluator(ChildProgram program, GrpcChannel channel)
    {
        _program = program;
        _channel = channel;
    }

    public EvaluationService.EvaluationServiceClient Client => new(_channel);

    public static async Task<RunningEvaluator> StartAsync(params string[] arguments)
    {
        var program = Workplace.Evaluator(["serve", .. arguments, "--port", "0", "--pre-drain", "0"]);
        var ready = await program.WaitForLineAsync(@"ready on (http://[^\s,]+)", TimeSpan.FromSeconds(60));
        return new RunningEvaluator(program, GrpcChannel.ForAddress(ready.Groups[1].Value));
    }

    public void Kill() => _program.Kill();

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _program.DisposeAsync();
    }
}
