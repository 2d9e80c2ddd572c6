using QuantGrpc.Endpoints.Health;

namespace QuantGrpc.Server.Variants;

/// <summary>Tells health, and whoever waits, how far loading is.</summary>
internal sealed class VariantReadiness(HealthBoard health)
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when every planned variant serves or has failed.</summary>
    public Task Settled => _settled.Task;

    public void Serves(ServedVariant variant) => health.SetVariant(variant.Id, serving: true);

    public void Failed(ServedVariant variant)
    {
        health.SetVariant(variant.Id, serving: false);
        health.SetReady(false);
    }

    /// <summary>Every planned variant serves or has failed.</summary>
    public void AllSettled(bool allServe)
    {
        health.SetReady(allServe);
        _settled.TrySetResult();
    }
}
