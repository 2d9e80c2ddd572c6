using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>A variant at runtime: what is known of it now and, while it serves, its inbox and model. Each change is told to the feed.</summary>
internal sealed class ServedVariant
{
    private readonly VariantFeed _feed;
    private volatile VariantSnapshot _now;
    private volatile Inbox _inbox;

    public ServedVariant(CatalogEntry entry, VariantSpec spec, VariantFeed feed)
    {
        Entry = entry;
        _feed = feed;
        _now = new VariantSnapshot
        {
            Spec = spec,
            Status = spec.UnloadedReason is { } reason ? new VariantStatus(VariantStage.Unloaded, reason) : new VariantStatus(VariantStage.Loading),
            IsRequired = spec.UnloadedReason is null,
            Identity = new IdentityPromise(),
        };
        _inbox = new Inbox(0);
        _inbox.Shut();
    }

    public string Id => Entry.Id;

    /// <summary>Where its files are.</summary>
    public CatalogEntry Entry { get; }

    public VariantSnapshot Now => _now;

    public VariantSpec Spec => _now.Spec;

    public VariantStatus Status => _now.Status;

    /// <summary>That of the present or last residence; shut where it does not serve.</summary>
    public Inbox Inbox => _inbox;

    /// <summary>Present while it takes requests.</summary>
    public ResidentModel? Model => _now is { Status.Stage: VariantStage.Ready, Resident: { } model } ? model : null;

    /// <summary>Hash and fingerprint; done once the weights file has been read through, which serving does not wait for.</summary>
    public Task<VariantIdentity> Identity => _now.Identity.Task;

    /// <summary>A load begins or waits for its turn: nothing of the weights that were is true of those that come.</summary>
    public void BeginLoad() => Change(now => now with
    {
        Status = new VariantStatus(VariantStage.Loading), Identity = new IdentityPromise(),
    });

    public void Replan(VariantSpec spec) => Change(now => now with { Spec = spec });

    public void Report(float progress) => Change(now => now with { Status = new VariantStatus(VariantStage.Loading, Progress: progress) });

    public void Serve(ResidentModel model, Inbox inbox)
    {
        _inbox = inbox;
        Change(now => now with { Status = new VariantStatus(VariantStage.Ready), Resident = model, IsRequired = true });
    }

    public void Drain(string reason) => Change(now => now with { Status = new VariantStatus(VariantStage.Draining, reason), IsRequired = false });

    /// <summary>It is out of memory because there is no room or because that was asked for.</summary>
    public void Unload(string reason) => Change(now => now with
    {
        Status = new VariantStatus(VariantStage.Unloaded, reason), Resident = null, IsRequired = false,
    });

    public void Fail(string reason) => Change(now => now with { Status = new VariantStatus(VariantStage.Failed, reason), Resident = null });

    public void Identify(IdentityPromise promise, VariantIdentity identity)
    {
        promise.Keep(identity);
        Change(now => now);
    }

    private void Change(Func<VariantSnapshot, VariantSnapshot> change) => _feed.Change(() => _now = change(_now));
}
