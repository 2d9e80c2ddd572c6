using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>Generates what is missing of one phase.</summary>
internal sealed class PhaseRunner(RunContext context, ServerPause pause, IReadOnlyList<VariantRoute> routes)
{
    // Endpoints state no load; servers that batch as they go are filled by this many.
    private const int EndpointWindow = 16;

    private readonly CellWorker _worker = new(context);
    private readonly CellTries _tries = new();
    private readonly Dictionary<string, VariantRoute> _routes = routes.ToDictionary(r => r.Variant.Name);
    private Dictionary<string, RunProblem> _problems = [];

    /// <param name="oneAtATime">Whether nothing else may be in flight beside a cell.</param>
    /// <param name="cancellation">Ends what is in flight.</param>
    public async Task RunAsync(bool oneAtATime, CancellationToken cancellation)
    {
        var missing = await context.Store.GetMissingCellsAsync(context.Run.Id, cancellation);
        var cells = missing.Where(cell => _routes.ContainsKey(cell.Variant)).ToList();
        if (cells.Count == 0)
        {
            return;
        }

        _problems = (await context.Store.GetProblemsAsync(context.Run.Id, cancellation)).ToDictionary(p => p.Hash);
        var total = oneAtATime ? 1 : context.Parallelism;
        var load = new LoadWatch(context.Server, total is null ? ServedNames() : new Dictionary<string, string>(), context.Time);
        var windows = (await load.BeginAsync(cancellation)).ToDictionary();
        foreach (var route in routes.Where(r => r.Variant.Facts.Endpoint is not null && total is null))
        {
            windows.Add(route.Variant.Name, EndpointWindow);
        }

        var inFlight = new InFlight(total, windows);
        await new CellDispatcher(new CellQueue(cells), inFlight).RunAsync(InCompanyAsync, token => load.AdaptAsync(inFlight, token), cancellation);
        foreach (var cell in _tries.Suspects)
        {
            await AloneAsync(cell, cancellation);
        }
    }

    private async Task InCompanyAsync(MissingCell cell, CancellationToken cancellation)
    {
        while (await TryAsync(cell, cancellation) is not null && _tries.MayTryAgain(cell))
        {
            await UntilBackAsync(cell, cancellation);
        }
    }

    private async Task AloneAsync(MissingCell cell, CancellationToken cancellation)
    {
        await UntilBackAsync(cell, cancellation);
        while (await TryAsync(cell, cancellation) is { } fault)
        {
            _tries.DiedAlone(cell, fault);
            await UntilBackAsync(cell, cancellation);
        }
    }

    private Task UntilBackAsync(MissingCell cell, CancellationToken cancellation) =>
        pause.WaitAsync(_routes[cell.Variant].Source, routes, cancellation);

    // Nothing of a stream that was cut has been stored: the same seed gives the same solution again.
    private async Task<GenerationFailedException?> TryAsync(MissingCell cell, CancellationToken cancellation)
    {
        try
        {
            await _worker.CompleteAsync(_routes[cell.Variant], _problems[cell.ProblemHash], cell.Sample, cancellation);
            return null;
        }
        catch (GenerationFailedException fault) when (fault.Fault is GenerationFault.Cut or GenerationFault.Unavailable)
        {
            return fault;
        }
    }

    private Dictionary<string, string> ServedNames() =>
        routes.Where(r => r.Source == context.Server).ToDictionary(r => r.AskedName, r => r.Variant.Name);
}
