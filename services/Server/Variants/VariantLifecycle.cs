using Microsoft.Extensions.Logging;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// Makes variants resident and takes them out of memory. Loads go one after another, so that each is planned against what is really
/// left; an unload waits for no load but its own variant's, which it ends. Every residence ends on one path, <see cref="FreeAsync"/>,
/// whether it was asked to or broke.
/// </summary>
internal sealed class VariantLifecycle(
    IVariantLoader loader, VariantIdentifier identifier, VariantReadiness readiness, TimeProvider time, ILogger<VariantLifecycle> log)
{
    private const string ByRequest = "unloaded by request";

    private readonly Lock _lock = new();
    private readonly Dictionary<ServedVariant, RunningLoad> _loads = [];
    private readonly Dictionary<ServedVariant, Stay> _stays = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Loads a variant, joins the load that runs, or finds that it serves. Never faults.</summary>
    public Task<LoadResult> LoadAsync(ServedVariant variant)
    {
        lock (_lock)
        {
            if (_loads.TryGetValue(variant, out var running))
            {
                return running.Result;
            }

            return variant.Status.Stage switch
            {
                VariantStage.Ready => Task.FromResult(new LoadResult(LoadEnd.Serves)),
                VariantStage.Draining => Task.FromResult(new LoadResult(LoadEnd.Refused, "it drains: wait until it is unloaded")),

                // What was planned at the start, together with the others, is Loading from the start.
                var stage => Begin(variant, isPlanned: stage == VariantStage.Loading),
            };
        }
    }

    /// <summary>Takes a variant out of memory; done when nothing of it is left there.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="limit">How long accepted requests may go on; null for as long as they take.</param>
    public async Task UnloadAsync(ServedVariant variant, TimeSpan? limit)
    {
        if (LoadOf(variant) is { } load)
        {
            await load.EndAsync();
        }

        var stay = BeginDrain(variant);
        readiness.Refresh();
        if (stay is not null)
        {
            await stay.Loaded.Residence.EndAsync(limit, $"{variant.Id} is being unloaded, and the time that its requests had is over", time);
            await stay.Freed;
        }
    }

    /// <summary>Ends the loads that run or wait.</summary>
    public Task StopAsync()
    {
        List<RunningLoad> loads;
        lock (_lock)
        {
            loads = [.. _loads.Values];
        }

        return Task.WhenAll(loads.Select(l => l.EndAsync()));
    }

    /// <summary>Done when nothing is left in memory; the decode loop has to be stopped before.</summary>
    public Task AllFreed()
    {
        lock (_lock)
        {
            return Task.WhenAll(_stays.Values.Select(s => s.Freed));
        }
    }

    private Task<LoadResult> Begin(ServedVariant variant, bool isPlanned)
    {
        variant.BeginLoad();
        var cancel = new CancellationTokenSource();
        var result = Task.Run(() => RunAsync(variant, isPlanned, cancel.Token), CancellationToken.None);
        _loads.Add(variant, new RunningLoad(result, cancel));
        return result;
    }

    private async Task<LoadResult> RunAsync(ServedVariant variant, bool isPlanned, CancellationToken cancellation)
    {
        LoadResult result;
        try
        {
            await _turn.WaitAsync(cancellation);
            try
            {
                result = await LoadInTurnAsync(variant, isPlanned, cancellation);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            result = Settle(variant, new LoadResult(LoadEnd.Refused, ByRequest), () => variant.Unload(ByRequest));
        }
        catch (NoRoomException e)
        {
            result = Settle(variant, new LoadResult(LoadEnd.Refused, e.Message), () => variant.Unload(e.Message));
        }
        catch (Exception e)
        {
            // Whatever it was: this variant fails alone, and can be tried again. Only what nobody foresaw needs its trace in the log.
            Log.LoadFailed(log, variant.Id, e.Message, e is ModelLoadException or IOException or UnauthorizedAccessException ? null : e);
            result = Settle(variant, new LoadResult(LoadEnd.Failed, e.Message), () => variant.Fail(e.Message));
        }

        if (result.End == LoadEnd.Refused && variant.Spec.Model is not null)
        {
            identifier.Identify(variant); // what it was before is known again
        }

        readiness.Refresh();
        return result;
    }

    private async Task<LoadResult> LoadInTurnAsync(ServedVariant variant, bool isPlanned, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        await FreedAsync(variant);
        if (!isPlanned)
        {
            variant.Replan(loader.Plan(variant.Entry, Resident()));
        }

        identifier.Identify(variant);
        var loaded = await loader.LoadAsync(variant, cancellation);
        Log.Loaded(log, variant.Id, time.GetElapsedTime(start).TotalSeconds);
        return Settle(variant, new LoadResult(LoadEnd.Serves), () =>
        {
            variant.Serve(loaded.Model, loaded.Residence.Inbox);
            _stays.Add(variant, new Stay(variant.Spec, loaded, FreeAsync(variant, loaded)));
        });
    }

    // A residence that broke may still be on its way out of memory.
    private Task FreedAsync(ServedVariant variant)
    {
        lock (_lock)
        {
            return _stays.TryGetValue(variant, out var stay) ? stay.Freed : Task.CompletedTask;
        }
    }

    private List<VariantSpec> Resident()
    {
        lock (_lock)
        {
            return [.. _stays.Values.Select(s => s.Spec)];
        }
    }

    private LoadResult Settle(ServedVariant variant, LoadResult result, Action change)
    {
        lock (_lock)
        {
            change();
            _loads.Remove(variant);
        }

        return result;
    }

    private RunningLoad? LoadOf(ServedVariant variant)
    {
        lock (_lock)
        {
            return _loads.GetValueOrDefault(variant);
        }
    }

    private Stay? BeginDrain(ServedVariant variant)
    {
        lock (_lock)
        {
            switch (variant.Status.Stage)
            {
                case VariantStage.Ready or VariantStage.Draining:
                    variant.Drain(ByRequest);
                    break;
                case VariantStage.Unloaded or VariantStage.Failed:
                    variant.Unload(ByRequest);
                    break;
                default:
                    return null; // another call has begun to load it again
            }

            return _stays.GetValueOrDefault(variant);
        }
    }

    private async Task FreeAsync(ServedVariant variant, LoadedVariant loaded)
    {
        await Task.Yield(); // whoever begins this holds the lock, and has yet to note the stay
        var fault = await loaded.Residence.Gone;
        if (fault is not null && variant.Status.Stage == VariantStage.Ready)
        {
            variant.Fail(fault.Message);
            readiness.Refresh();
        }

        await Task.Run(() => // may take long; the owner thread has other variants
        {
            loaded.Weights.Dispose();
            LlamaBackend.GiveMemoryBack();
        });
        lock (_lock)
        {
            _stays.Remove(variant);
            if (variant.Status.Stage == VariantStage.Draining)
            {
                variant.Unload(ByRequest);
            }
        }

        readiness.Refresh();
    }

    private sealed record Stay(VariantSpec Spec, LoadedVariant Loaded, Task Freed);
}
