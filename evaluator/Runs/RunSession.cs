using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Judges;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>A run that was taken up: what it is, how far it is, and how to bring it to its end.</summary>
internal sealed class RunSession
{
    private const int DefaultParallelism = 16;

    private readonly RunExecutor _executor;
    private readonly RunStore _store;

    private RunSession(RunContext context, int parallelism)
    {
        _executor = new RunExecutor(context, parallelism);
        _store = context.Store;
        Run = context.Run;
        Monitor = context.Monitor;
    }

    public Run Run { get; }

    public RunMonitor Monitor { get; }

    /// <summary>Stores a new run, or takes up the one of the same definition.</summary>
    /// <exception cref="RunRefusedException">The request cannot be met.</exception>
    /// <exception cref="JudgeException">A judge that cannot be used.</exception>
    public static async Task<RunSession> BeginAsync(RunRequest request, RunRoom room, CancellationToken cancellation)
    {
        var panel = await PanelAsync(new PanelRequest(request.Judges, request.Arbiters), request.Dataset.IsMiniMath, room, cancellation);
        var planned = request with { Judges = [.. panel.Seats.Select(s => s.Judge.Id)] };
        var run = await new RunPlanner(room.Server, room.Store).PlanAsync(planned, cancellation);
        return await OpenAsync(run, panel, request.Parallelism, room, cancellation);
    }

    /// <summary>Takes up a stored run with more judges.</summary>
    public static async Task<RunSession> JudgeAsync(Run run, PanelRequest judges, RunRoom room, CancellationToken cancellation) =>
        await OpenAsync(run, await PanelAsync(judges, FailureJudges.IsMiniMath(run), room, cancellation), DefaultParallelism, room, cancellation);

    /// <summary>Takes up a stored run as it is, with the judges that it has.</summary>
    public static Task<RunSession> ResumeAsync(Run run, RunRoom room, CancellationToken cancellation) =>
        JudgeAsync(run, FailureJudges.RequestOf(run), room, cancellation);

    /// <summary>Runs to the end.</summary>
    /// <exception cref="OperationCanceledException">Stopped; the run may be resumed.</exception>
    public Task ExecuteAsync(CancellationToken cancellation) => _executor.ExecuteAsync(cancellation);

    /// <summary>Says that its owner stopped it, once it has stopped.</summary>
    public Task MarkCancelledAsync() => _store.SetStateAsync(Run.Id, RunState.Cancelled, "stopped", CancellationToken.None);

    private static async Task<RunSession> OpenAsync(Run run, JudgePanel panel, int parallelism, RunRoom room, CancellationToken cancellation)
    {
        var monitor = new RunMonitor(await room.Store.GetProgressAsync(run.Id, cancellation), room.Time);
        var context = new RunContext
        {
            Run = run,
            Store = room.Store,
            Server = room.Server,
            Monitor = monitor,
            Panel = await FailureJudges.OpenAsync(run, panel, new FailureRoom(room.Store, monitor), cancellation),
        };
        return new RunSession(context, parallelism);
    }

    private static Task<JudgePanel> PanelAsync(PanelRequest judges, bool isMiniMath, RunRoom room, CancellationToken cancellation) =>
        new JudgeFactory(room.Server, room.Time) { KeyFile = room.JudgeKeyFile }.PanelAsync(judges, isMiniMath, cancellation);
}

/// <summary>Where runs happen.</summary>
internal sealed record RunRoom(InferenceClient Server, RunStore Store, TimeProvider Time)
{
    /// <summary>File with the key of OpenAI-compatible judges; null takes it from the environment.</summary>
    public string? JudgeKeyFile { get; init; }
}
