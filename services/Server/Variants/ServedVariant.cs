using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>A variant at runtime: its plan, its state, and, while it serves, its inbox and model.</summary>
internal sealed class ServedVariant(VariantSpec spec, int queue)
{
    private readonly TaskCompletionSource<VariantIdentity> _identity = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile VariantStatus _status = spec.UnloadedReason is { } reason
        ? new VariantStatus(VariantStage.Unloaded, reason)
        : new VariantStatus(VariantStage.Loading);

    private volatile ResidentModel? _model;

    public VariantSpec Spec { get; } = spec;

    public string Id => Spec.Id;

    public VariantStatus Status => _status;

    public Inbox Inbox { get; } = new(queue);

    /// <summary>Present while it serves.</summary>
    public ResidentModel? Model => _model;

    /// <summary>Hash and fingerprint; done once the weights file has been read through, which serving does not wait for.</summary>
    public Task<VariantIdentity> Identity => _identity.Task;

    /// <summary>What is known of hash and fingerprint now.</summary>
    public VariantIdentity? KnownIdentity => _identity.Task.IsCompletedSuccessfully ? _identity.Task.Result : null;

    public void Report(float progress) => _status = new VariantStatus(VariantStage.Loading, Progress: progress);

    public void Serve(ResidentModel model)
    {
        _model = model;
        _status = new VariantStatus(VariantStage.Ready);
    }

    public void Drain() => _status = _status.Stage == VariantStage.Ready ? new VariantStatus(VariantStage.Draining) : _status;

    public void Fail(string reason)
    {
        _model = null;
        _status = new VariantStatus(VariantStage.Failed, reason);
    }

    public void Identify(VariantIdentity identity) => _identity.TrySetResult(identity);

    public void FailIdentity(Exception fault) => _identity.TrySetException(fault);
}
