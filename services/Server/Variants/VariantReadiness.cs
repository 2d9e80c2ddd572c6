namespace QuantGrpc.Server.Variants;

/// <summary>Tells health and whoever waits how far loading is.</summary>
internal sealed class VariantReadiness
{
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called when a variant begins or ceases to serve.</summary>
    public Action<ServedVariant, bool>? Changed { get; set; }

    /// <summary>Done when every planned variant serves or has failed.</summary>
    public Task Settled => _settled.Task;

    public void Serves(ServedVariant variant) => Changed?.Invoke(variant, true);

    public void Failed(ServedVariant variant) => Changed?.Invoke(variant, false);

    public void AllSettled() => _settled.TrySetResult();
}
