using QuantGrpc.Endpoints.Health;

namespace QuantGrpc.Server.Variants;

/// <summary>Tells health what serves, and whoever waits that the start is over.</summary>
internal sealed class VariantReadiness(VariantRegistry registry, HealthBoard health)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when every planned variant serves or has failed.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Every planned variant serves or has failed.</summary>
    public void Settle()
    {
        _settled.TrySetResult();
        Refresh();
    }

    /// <summary>Looks at all variants again. One at a time: what is told last is what was seen last.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            var ready = _settled.Task.IsCompleted;
            foreach (var variant in registry.All)
            {
                var now = variant.Now;
                var serves = now.Status.Stage == VariantStage.Ready;
                ready &= serves || !now.IsRequired;
                health.SetVariant(variant.Id, serves);
            }

            health.SetReady(ready);
        }
    }
}
