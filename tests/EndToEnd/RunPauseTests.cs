using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Runs whose inference server dies and comes back.</summary>
public sealed class RunPauseTests : IDisposable
{
    private readonly Workplace _workplace = new();
    private readonly Workplace _undisturbed = new();

    public void Dispose()
    {
        _workplace.Dispose();
        _undisturbed.Dispose();
    }

    [Fact]
    public async Task A_server_that_is_killed_pauses_the_run_until_it_is_back()
    {
        var server = await ServeAsync(new Uri("http://127.0.0.1:0"));
        string[] arguments = ["run", "--server", server.Address, "--data", Workplace.TestSet, "--sample", "80", "--parallel", "1", "--store"];
        await Workplace.EvaluatorAsync([.. arguments, _undisturbed.Store]);
        await using var run = Workplace.Evaluator([.. arguments, _workplace.Store]);
        await _workplace.UntilAsync("SELECT count(*) FROM results", n => n > 10);

        server.Program.Kill();
        var line = await run.WaitForLineAsync(@"server at (\S+) is gone; (\d+) of 80 results are stored; waiting for it, Ctrl-C stops", Workplace.Limit);
        await server.DisposeAsync();
        await using var again = await ServeAsync(new Uri(server.Address));

        (await run.WaitForExitAsync(Workplace.Limit)).ShouldBe(0, run.Output);
        line.Groups[1].Value.ShouldBe(server.Address);
        run.Output.ShouldContain("is back");
        _workplace.Outputs().ShouldBe(_undisturbed.Outputs(), ignoreOrder: true);
        _workplace.Count("SELECT count(*) FROM runs WHERE state = 'Complete'").ShouldBe(1);
    }

    [Fact]
    public async Task Ctrl_C_ends_waiting_for_a_server_that_is_gone()
    {
        await using var server = await ServeAsync(new Uri("http://127.0.0.1:0"));
        await using var run = Workplace.Evaluator("run", "--server", server.Address, "--data", Workplace.TestSet, "--sample", "300", "--store", _workplace.Store);
        await _workplace.UntilAsync("SELECT count(*) FROM results", n => n > 3);
        server.Program.Kill();
        await run.WaitForLineAsync("is gone;", Workplace.Limit);

        run.Signal(2);

        (await run.WaitForExitAsync(Workplace.Limit)).ShouldBe(130);
        _workplace.Count("SELECT count(*) FROM runs WHERE state = 'Cancelled'").ShouldBe(1);
    }

    private static Task<RunningServer> ServeAsync(Uri address) =>
        RunningServer.StartAsync(address, new Dictionary<string, string>(), "--models", Repository.PathOf("models", "minimath"), "--threads", "1");
}
