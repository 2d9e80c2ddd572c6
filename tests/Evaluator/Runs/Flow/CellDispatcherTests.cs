using QuantGrpc.Evaluator.Runs.Flow;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs.Flow;

public sealed class CellDispatcherTests
{
    private readonly InFlight _inFlight = new(3, new Dictionary<string, int>());

    [Fact]
    public async Task Cells_that_end_before_the_next_one_starts_are_all_counted()
    {
        var (started, ended) = (0, 0);

        await Dispatcher(cells: 7).RunAsync(
            (_, _) =>
            {
                started++;
                return Task.CompletedTask; // one and the same task for all of them
            },
            _ =>
            {
                ended++;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        (started, ended).ShouldBe((7, 7));
        _inFlight.HasRoom("v").ShouldBeTrue();
    }

    [Fact]
    public async Task A_fault_ends_what_is_in_flight_and_is_thrown()
    {
        var ended = 0;

        var fault = await Should.ThrowAsync<InvalidDataException>(Dispatcher(cells: 7).RunAsync(WorkAsync, _ => Task.CompletedTask, TestContext.Current.CancellationToken));

        fault.Message.ShouldBe("cell 2");
        ended.ShouldBe(2);

        async Task WorkAsync(MissingCell cell, CancellationToken cancellation)
        {
            if (cell.Sample == 2)
            {
                throw new InvalidDataException("cell 2");
            }

            await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => Interlocked.Increment(ref ended), TaskScheduler.Default);
        }
    }

    private CellDispatcher Dispatcher(int cells) => new(
        new CellQueue(Enumerable.Range(0, cells).Select(i => new MissingCell { Variant = "v", ProblemHash = $"{i}", ProblemId = $"{i}", Sample = i })), _inFlight);
}
