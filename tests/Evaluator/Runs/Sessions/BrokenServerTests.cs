using Grpc.Core;
using QuantGrpc.Evaluator.Generation;
using QuantGrpc.Evaluator.Runs;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Runs.Sessions;

/// <summary>Runs on a server that breaks off, or comes back as another.</summary>
public sealed class BrokenServerTests
{
    private static readonly RpcException Broken = new(new Status(StatusCode.Unavailable, "connection reset"));

    [Fact]
    public async Task A_stream_that_breaks_off_once_is_asked_for_again()
    {
        await using var run = await ScriptedRun.StartAsync();
        var asked = 0;
        run.Answering = _ => asked = ++asked == 2 ? throw Broken : asked;

        await run.ExecuteAsync();

        (await run.StoredAsync()).Done.ShouldBe(6);
    }

    [Fact]
    public async Task A_cell_under_which_the_server_breaks_each_time_is_named_when_all_others_are_done()
    {
        await using var run = await ScriptedRun.StartAsync();
        var deaths = 0;
        run.Answering = problem =>
        {
            if (problem == "problem 3")
            {
                deaths++;
                throw Broken;
            }
        };

        var fault = await Should.ThrowAsync<GenerationFailedException>(run.ExecuteAsync());
        var (stored, done) = await run.StoredAsync();

        fault.Message.ShouldContain("v on problem p/3, sample 0: the server breaks off each time");
        (deaths, done, stored.State, stored.StateReason).ShouldBe((5, 5, RunState.Failed, fault.Message));
    }

    [Fact]
    public async Task A_server_that_comes_back_as_another_is_refused_with_both_fingerprints()
    {
        await using var run = await ScriptedRun.StartAsync();
        run.Answering = problem =>
        {
            if (problem == "problem 3")
            {
                run.Fingerprint = "two";
                throw Broken;
            }
        };

        var fault = await Should.ThrowAsync<RunRefusedException>(run.ExecuteAsync());

        fault.Message.ShouldContain("states the fingerprint two, the run has one");
        (await run.StoredAsync()).Run.State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task Results_of_another_fingerprint_are_never_stored_under_the_runs_own()
    {
        await using var run = await ScriptedRun.StartAsync();
        run.Answering = problem => run.Fingerprint = problem == "problem 3" ? "two" : "one";

        await Should.ThrowAsync<RunRefusedException>(run.ExecuteAsync());

        (await run.StoredAsync()).Done.ShouldBe(3);
    }
}
