using QuantGrpc.Server.Engine.Rows;

namespace QuantGrpc.Tests.Server.Engine;

public sealed class SharedWorkTests
{
    private const int Workers = 4;
    private const int Rounds = 5000;

    [Fact]
    public void Every_item_of_every_run_is_done_once_and_no_worker_is_two_threads()
    {
        var done = new int[20];
        var busy = new int[Workers];
        var overlaps = 0;
        var shared = new SharedWork(
            (worker, item) =>
            {
                overlaps += Interlocked.Exchange(ref busy[worker], 1);
                Interlocked.Increment(ref done[item]);
                Volatile.Write(ref busy[worker], 0);
            },
            Workers);

        for (var round = 0; round < Rounds; round++)
        {
            var count = 1 + (round % done.Length);
            Array.Clear(done);
            shared.Run(count, Workers);
            done.ShouldBe([.. Enumerable.Repeat(1, count), .. Enumerable.Repeat(0, done.Length - count)]);
        }

        overlaps.ShouldBe(0);
    }

    [Fact]
    public void Helpers_take_part()
    {
        using var both = new Barrier(2);
        var shared = new SharedWork((_, _) => both.SignalAndWait(TimeSpan.FromMinutes(1)).ShouldBeTrue(), workers: 2);

        shared.Run(count: 2, workers: 2);

        both.CurrentPhaseNumber.ShouldBe(1);
    }

    [Fact]
    public void What_an_item_throws_reaches_the_caller_when_all_others_are_done()
    {
        var done = 0;
        var shared = new SharedWork(
            (_, item) =>
            {
                Interlocked.Increment(ref done);
                if (item == 3)
                {
                    throw new InvalidOperationException("item 3");
                }
            },
            Workers);

        Should.Throw<InvalidOperationException>(() => shared.Run(count: 10, Workers)).Message.ShouldBe("item 3");
        done.ShouldBe(10);
        Should.NotThrow(() => shared.Run(count: 2, Workers));
    }
}
