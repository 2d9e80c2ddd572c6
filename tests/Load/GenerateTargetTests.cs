using QuantGrpc.Bench.Load.Memory;
using QuantGrpc.Bench.Load.Targets;
using QuantGrpc.Tests.EndToEnd;

namespace QuantGrpc.Tests.Load;

[Collection(MiniMathServer.Name)]
public sealed class GenerateTargetTests(MiniMathServer server)
{
    [Fact]
    public async Task A_stream_has_all_its_tokens_in_order_and_tells_how_many_have_come()
    {
        using var target = new GenerateTarget(server.Address, "minimath-f16");
        var told = 0;
        var request = new StreamRequest { Prompt = "Problem: Evaluate $14 - 5$.\nSolution:\n", Tokens = 40, Alternatives = 10, OnTokens = count => told = count };

        var record = await target.StreamAsync(request, BenchClock.Now, CancellationToken.None);

        (record.Tokens, record.Times.Count, told).ShouldBe((40, 40, 40));
        record.Times.ShouldBeInOrder();
        record.PromptTokens.ShouldBeInRange(10, 40);
    }

    [Fact]
    public void A_process_s_share_of_memory_is_read_in_bytes()
    {
        string[] lines = ["55d0-7ffc ---p 00000000 00:00 0    [rollup]", "Rss:   9000 kB", "Pss:    5000 kB", "Pss_Dirty:  10 kB", "Pss_File:   2000 kB"];

        ProcessMemory.Parse(lines).ShouldBe(new ProcessMemory(5000 * 1024, 2000 * 1024));
    }
}
