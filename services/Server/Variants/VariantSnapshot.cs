namespace QuantGrpc.Server.Variants;

/// <summary>All that is known of a variant at one moment.</summary>
internal sealed record VariantSnapshot
{
    /// <summary>What is loaded, or would be: planned anew by each load.</summary>
    public required VariantSpec Spec { get; init; }

    public required VariantStatus Status { get; init; }

    /// <summary>Whether "ready" waits for it: planned at the start or loaded since, and not unloaded by request.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Present while it serves or finishes.</summary>
    public ResidentModel? Resident { get; init; }

    /// <summary>Hash and fingerprint of the weights that <see cref="Spec"/> names.</summary>
    public required IdentityPromise Identity { get; init; }
}

/// <summary>A variant's identity, which comes when its weights have been read through; serving does not wait for it.</summary>
internal sealed class IdentityPromise
{
    private readonly TaskCompletionSource<VariantIdentity> _identity = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<VariantIdentity> Task => _identity.Task;

    /// <summary>What is known now.</summary>
    public VariantIdentity? Known => Task.IsCompletedSuccessfully ? Task.Result : null;

    public void Keep(VariantIdentity identity) => _identity.TrySetResult(identity);

    public void Break(Exception fault) => _identity.TrySetException(fault);
}
