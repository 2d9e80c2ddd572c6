using QuantGrpc.Bench.Load.Loops;
using QuantGrpc.Bench.Load.Targets;

namespace QuantGrpc.Tests.Load;

public sealed class StreamRecordTests
{
    private static readonly StreamRequest Three = new() { Prompt = "p", Tokens = 3 };

    [Fact]
    public void The_first_token_is_waited_for_from_arrival() => Record(10, 12, 13, 15).TimeToFirst.ShouldBe(2);

    [Fact]
    public void A_stream_s_rate_counts_from_arrival_to_its_last_token() => Record(10, 12, 13, 16).Rate.ShouldBe(0.5);

    [Fact]
    public void Tokens_of_one_message_have_no_time_between_them() => Record(0, 1, 1, 3).Gaps.ShouldBe([0, 2]);

    [Theory]
    [InlineData(0, 0.5, 0)] // before the first token
    [InlineData(1.5, 1.6, 1)] // inside a gap
    [InlineData(1.5, 2.5, 4)] // over the end of one into the next
    [InlineData(6, 9, 0)] // from the last token on
    public void The_longest_gap_is_one_that_overlaps_the_time_asked_for(double from, double to, double expected) =>
        Record(0, 1, 2, 6).LongestGap(from, to).ShouldBe(expected);

    [Fact]
    public void A_server_s_own_count_of_tokens_holds_where_pieces_are_fewer()
    {
        var times = new TokenTimes(Three, arrival: 0);
        times.Add(2, 1);

        times.End(promptTokens: 5, tokens: 3).Tokens.ShouldBe(3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Another_number_of_tokens_than_asked_for_is_a_fault(int tokens)
    {
        var times = new TokenTimes(Three, arrival: 0);
        times.Add(tokens, 1);

        Should.Throw<InvalidOperationException>(() => times.End(promptTokens: 5, tokens: null)).Message.ShouldContain($"{tokens} tokens");
    }

    [Fact]
    public void A_run_s_speed_counts_from_its_start_to_its_last_token()
    {
        var run = new LoadRun(Start: 10, [Record(10, 11, 12, 13), Record(10, 11, 13, 16)], GeneratorSeconds: 3);

        run.TokensPerSecond.ShouldBe(1);
        run.Figures().Single(f => f.Name == "first token, ms, p99").Value.ShouldBe(1000);
        run.Figures().Single(f => f.Name == "time per token, ms, p99").Value.ShouldBe(3000);
        run.Figures().Single(f => f.Name == "generator, cores").Value.ShouldBe(0.5);
    }

    private static StreamRecord Record(double arrival, params double[] times) => new() { Arrival = arrival, Times = times, Tokens = times.Length, PromptTokens = 5 };
}
