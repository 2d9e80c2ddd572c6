using QuantGrpc.Evaluator.Runs.Flow;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs.Flow;

public sealed class CellQueueTests
{
    [Fact]
    public void Cells_come_problem_by_problem_over_the_variants()
    {
        var queue = new CellQueue(Cells(problems: 2, "a", "b"));

        Take(queue, 4).ShouldBe(["0a", "0b", "1a", "1b"]);
        queue.Take(_ => true).ShouldBeNull();
    }

    [Fact]
    public void A_variant_without_room_is_passed_over_and_keeps_its_turn()
    {
        var queue = new CellQueue(Cells(problems: 3, "a", "b"));

        Take(queue, 2, except: "a").ShouldBe(["0b", "1b"]);
        Take(queue, 4).ShouldBe(["0a", "1a", "2a", "2b"]);
    }

    [Fact]
    public void No_variant_is_ahead_of_the_hindmost_by_more_than_the_bound()
    {
        var queue = new CellQueue(Cells(problems: 200, "a", "b"));

        Take(queue, CellQueue.MostAhead + 1, except: "a").Count.ShouldBe(CellQueue.MostAhead + 1);
        queue.Take(variant => variant != "a").ShouldBeNull();
        Take(queue, 1).ShouldBe(["0a"]);
        Take(queue, 1, except: "a").ShouldBe([$"{CellQueue.MostAhead + 1}b"]);
    }

    private static IEnumerable<MissingCell> Cells(int problems, params string[] variants) =>
        Enumerable.Range(0, problems).SelectMany(p => variants.Select(v => new MissingCell { Variant = v, ProblemHash = $"{p}", ProblemId = $"{p}", Sample = 0 }));

    private static List<string> Take(CellQueue queue, int count, string? except = null) =>
        [.. Enumerable.Range(0, count).Select(_ => queue.Take(v => v != except)).Select(cell => $"{cell?.ProblemId}{cell?.Variant}")];
}
