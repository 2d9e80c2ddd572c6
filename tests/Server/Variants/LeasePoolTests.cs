using QuantGrpc.Server.Variants;

namespace QuantGrpc.Tests.Server.Variants;

public sealed class LeasePoolTests
{
    private readonly LeasePool<string, Thing> _pool = new();

    [Fact]
    public void What_is_shared_is_disposed_of_with_the_last_lease()
    {
        var thing = new Thing();
        var first = _pool.Add("a", thing);
        var second = _pool.TryTake("a").ShouldNotBeNull();

        second.Value.ShouldBeSameAs(thing);
        first.Dispose();
        thing.Disposals.ShouldBe(0);
        second.Dispose();
        thing.Disposals.ShouldBe(1);
    }

    [Fact]
    public void A_lease_that_is_given_back_twice_counts_once()
    {
        var thing = new Thing();
        var first = _pool.Add("a", thing);
        using var second = _pool.TryTake("a");

        first.Dispose();
        first.Dispose();

        thing.Disposals.ShouldBe(0);
    }

    [Fact]
    public void What_was_freed_is_not_found_and_can_come_again()
    {
        _pool.Add("a", new Thing()).Dispose();

        _pool.TryTake("a").ShouldBeNull();
        var again = new Thing();
        using var lease = _pool.Add("a", again);
        using var shared = _pool.TryTake("a");
        shared.ShouldNotBeNull().Value.ShouldBeSameAs(again);
    }

    [Fact]
    public void Keys_do_not_share()
    {
        using var a = _pool.Add("a", new Thing());

        _pool.TryTake("b").ShouldBeNull();
    }

    private sealed class Thing : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
