using Grpc.Core;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Inference.V1;
using QuantGrpc.Tests.Endpoints;
using Run = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Tests.Evaluator.Runs.Sessions;

/// <summary>A run of six problems in this process, on a server whose answers the test writes, one cell in flight after the other.</summary>
internal sealed class ScriptedRun : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly EndpointHost _host;
    private readonly InferenceClient _client;
    private readonly RunStore _store;

    private ScriptedRun(EndpointHost host, InferenceClient client, RunStore store, DirectoryInfo folder)
    {
        _host = host;
        _client = client;
        _store = store;
        _folder = folder;
        host.Calls.OnListVariants = () => new ListVariantsResponse { Variants = { new Variant { Id = "v", State = VariantState.Ready, Fingerprint = Fingerprint } } };
        host.Calls.OnGenerate = AnswerAsync;
    }

    /// <summary>What the server states.</summary>
    public string Fingerprint { get; set; } = "one";

    /// <summary>Hears of each problem before it is answered; what it throws is the server's answer.</summary>
    public Action<string> Answering { get; set; } = _ => { };

    public static async Task<ScriptedRun> StartAsync()
    {
        var host = await EndpointHost.StartAsync();
        var folder = Directory.CreateTempSubdirectory("quantgrpc-scripted-");
        var store = await RunStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), TimeProvider.System, TestContext.Current.CancellationToken);
        return new ScriptedRun(host, new InferenceClient($"http://{host.Bound.Grpc}", TimeProvider.System), store, folder);
    }

    /// <summary>Runs to the end.</summary>
    /// <returns>What was told on the way.</returns>
    public async Task<IReadOnlyList<string>> ExecuteAsync()
    {
        var session = await RunSession.BeginAsync(Request(), new RunRoom(_client, _store, TimeProvider.System), TestContext.Current.CancellationToken);
        await session.ExecuteAsync(TestContext.Current.CancellationToken);
        return session.Monitor.Lines;
    }

    /// <summary>The run as it is stored, and how many of its cells are done.</summary>
    public async Task<(Run Run, int Done)> StoredAsync()
    {
        var run = (await _store.ListRunsAsync(new RunPage { Size = 1 }, TestContext.Current.CancellationToken)).Single();
        return (run, (await _store.GetProgressAsync(run.Id, TestContext.Current.CancellationToken)).Single().Done);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _client.Dispose();
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static RunRequest Request() => new()
    {
        Dataset = new Dataset
        {
            Name = "six", Source = "inline", Sha256 = "0", IsMiniMath = false,
            Problems = [.. Enumerable.Range(1, 6).Select(i => new QuantGrpc.Evaluator.Datasets.Problem { Id = $"p/{i}", Text = $"problem {i}", Answer = $"{i}" })],
        },
        Settings = new SolutionSettings { Prompt = "{problem}" },
        Parallelism = 1,
    };

    private async Task AnswerAsync(GenerateRequest request, IServerStreamWriter<GenerateResponse> stream, ServerCallContext context)
    {
        await stream.WriteAsync(new GenerateResponse { Events = { new GenerateEvent { Started = new Started { Variant = "v", Fingerprint = Fingerprint } } } });
        Answering(request.Chat.Messages[0].Content);
        await stream.WriteAsync(new GenerateResponse
        {
            Events = { new GenerateEvent { Finished = new Finished { Reason = StopReason.EndOfText, Text = "The answer is $\\boxed{1}$." } } },
        });
    }
}
