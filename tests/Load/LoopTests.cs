using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Tests.Load;

public sealed class LoopTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(40)]
    public void The_recorded_trace_is_scaled_to_exactly_the_rate(double rate)
    {
        var arrivals = ArrivalTrace.Of(256, rate);

        (256 / arrivals[^1]).ShouldBe(rate, rate * 1e-9);
        arrivals.Zip(arrivals.Skip(1)).ShouldAllBe(pair => pair.First < pair.Second);
    }

    [Fact]
    public void The_recorded_gaps_are_exponential()
    {
        var arrivals = ArrivalTrace.Of(1024, 1);
        var gaps = arrivals.Zip(arrivals.Skip(1), (a, b) => b - a).ToList();

        gaps.Average(gap => gap * gap).ShouldBe(2, 0.4); // an exponential's second moment
        gaps.Count(gap => gap > 1).ShouldBeInRange(326, 426); // 1,023 / e, give or take
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void More_arrivals_than_are_recorded_are_refused(int count) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ArrivalTrace.Of(count, 1)).Message.ShouldContain("1 to 1024");

    [Fact]
    public async Task A_closed_loop_never_has_more_streams_than_callers()
    {
        using var target = new CountingTarget();

        var run = await ClosedLoop.RunAsync(new Side(true, [target], []), Requests(20), callers: 3, CancellationToken.None);

        target.Most.ShouldBe(3);
        run.Records.Select(r => r.PromptTokens).ShouldBe(Enumerable.Range(0, 20));
    }

    [Fact]
    public async Task An_open_loop_sends_each_request_at_its_time_and_waits_for_all()
    {
        using var target = new CountingTarget();

        var run = await OpenLoop.RunAsync(new Side(true, [target], []), Requests(3), [0, 0.02, 0.05], CancellationToken.None);

        run.Records.Select(r => r.Arrival - run.Start).ShouldBe([0, 0.02, 0.05], 1e-9);
        run.Records.ShouldAllBe(r => r.TimeToFirst >= 0);
    }

    [Fact]
    public async Task Who_begins_changes_from_round_to_round_and_the_first_round_does_not_count()
    {
        var order = new List<string>();

        var pairs = await PairedRounds.MeasureAsync(2, round => Take("ours", round), round => Take("peer", round));

        order.ShouldBe(["ours 0", "peer 0", "peer 1", "ours 1", "ours 2", "peer 2"]);
        pairs.Select(p => p.Ours[0].Value).ShouldBe([1, 2]);

        Task<IReadOnlyList<Bench.Load.Figures.Figure>> Take(string side, int round)
        {
            order.Add($"{side} {round}");
            return Task.FromResult<IReadOnlyList<Bench.Load.Figures.Figure>>([new("round", round)]);
        }
    }

    private static List<StreamRequest> Requests(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new StreamRequest { Prompt = "p", Tokens = 1, Seed = (ulong)i })];

    /// <summary>A server without a model: counts how many streams it has at once, and gives the request's seed back as its prompt's length.</summary>
    private sealed class CountingTarget : ILoadTarget
    {
        private readonly Lock _gate = new();
        private int _now;

        public int Most { get; private set; }

        public async Task<StreamRecord> StreamAsync(StreamRequest request, double arrival, CancellationToken cancellation)
        {
            lock (_gate)
            {
                Most = Math.Max(Most, ++_now);
            }

            await Task.Delay(5, cancellation);
            lock (_gate)
            {
                _now--;
            }

            return new StreamRecord { Arrival = arrival, Times = [BenchClock.Now], Tokens = 1, PromptTokens = (int)request.Seed };
        }

        public void Dispose()
        {
        }
    }
}
