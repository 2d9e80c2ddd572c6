using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Variants;

public sealed class VariantFeedTests
{
    private readonly VariantFeed _feed = new();
    private readonly ServedVariant _variant;

    public VariantFeedTests() => _variant = new ServedVariant(new CatalogEntry { Id = "v", Files = ["v"] }, ScriptedLoader.SpecOf("v"), _feed);

    [Fact]
    public void A_watch_begins_with_what_is_and_goes_on_with_each_change()
    {
        _variant.Fail("before");
        using var watch = _feed.Begin([_variant]);
        _variant.BeginLoad();
        _variant.Report(0.5f);
        _variant.Unload("after");

        Read(watch).ShouldBe(
        [
            new VariantStatus(VariantStage.Failed, "before"), new VariantStatus(VariantStage.Loading),
            new VariantStatus(VariantStage.Loading, Progress: 0.5f), new VariantStatus(VariantStage.Unloaded, "after"),
        ]);
    }

    [Fact]
    public void A_watch_that_has_ended_is_told_nothing()
    {
        var watch = _feed.Begin([]);
        watch.Dispose();
        _variant.Fail("later");

        Read(watch).ShouldBeEmpty();
    }

    [Fact]
    public void A_load_makes_the_old_identity_unknown_and_a_late_hash_of_it_changes_nothing()
    {
        var old = _variant.Now.Identity;
        _variant.BeginLoad();

        _variant.Identify(old, new VariantIdentity("old", "old"));
        _variant.Now.Identity.Known.ShouldBeNull();
        _variant.Identify(_variant.Now.Identity, new VariantIdentity("new", "new"));
        _variant.Now.Identity.Known.ShouldBe(new VariantIdentity("new", "new"));
    }

    private static List<VariantStatus> Read(VariantFeed.Watch watch)
    {
        var read = new List<VariantStatus>();
        while (watch.Changes.TryRead(out var change))
        {
            read.Add(change.Status);
        }

        return read;
    }
}
