using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>Starts cells as there is room for them, until all have ended. A fault ends the others and is thrown.</summary>
internal sealed class CellDispatcher(CellQueue queue, InFlight inFlight)
{
    /// <param name="work">One cell.</param>
    /// <param name="ended">Called after each cell, before the next ones start.</param>
    /// <param name="cancellation">Ends what is in flight.</param>
    public async Task RunAsync(Func<MissingCell, CancellationToken, Task> work, Func<CancellationToken, Task> ended, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = new List<Task<string>>();
        try
        {
            while (true)
            {
                while (queue.Take(inFlight.HasRoom) is { } cell)
                {
                    inFlight.Started(cell.Variant);
                    running.Add(VariantOfAsync(cell));
                }

                if (running.Count == 0)
                {
                    return;
                }

                var done = await Task.WhenAny(running);
                running.Remove(done);
                inFlight.Ended(await done);
                await ended(ending.Token);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A task of its own for each cell, whatever the work returns.
        async Task<string> VariantOfAsync(MissingCell cell)
        {
            await work(cell, ending.Token);
            return cell.Variant;
        }
    }
}
