using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>What every store must do, whatever it stands on.</summary>
public abstract partial class RunStoreContract : IAsyncLifetime
{
    private RunStore? _store;

    private protected RunStore Store => _store ?? throw new InvalidOperationException("The store is not open yet.");

    private protected abstract Task<RunStore> OpenAsync();

    public async ValueTask InitializeAsync() => _store = await OpenAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Run_comes_back_as_it_was_created()
    {
        await Store.CreateRunAsync(StoreSamples.Run());

        var run = (await Store.GetRunAsync("run-1")).ShouldNotBeNull();

        run.State.ShouldBe(RunState.Running);
        run.Reference.ShouldNotBeNull().Name.ShouldBe("m-F16");
        run.Variants[1].Facts.ShouldBe(new VariantFacts { FileType = "Q2_K", Context = 512 });
        run.Judges.ShouldBe(["judge-a", "judge-b"]);
        run.Host.Devices.ShouldBe(["CPU"]);
        run.CellCount.ShouldBe(6);
        (await Store.GetProblemsAsync("run-1")).ShouldBe(StoreSamples.Run().Problems);
    }

    [Fact]
    public async Task Unknown_run_is_absent() => (await Store.GetRunAsync("none")).ShouldBeNull();

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await Store.CreateRunAsync(StoreSamples.Run(id));
        }

        var first = await Store.ListRunsAsync(new RunPage { Size = 2 });
        var second = await Store.ListRunsAsync(new RunPage { Size = 2, After = first[^1] });

        first.Concat(second).Select(run => run.Id).ShouldBe(["c", "b", "a"]);
    }

    [Fact]
    public async Task Same_id_same_text_and_two_references_are_refused()
    {
        var run = StoreSamples.Run();
        await Store.CreateRunAsync(run);
        var twice = run with { Id = "x", Problems = [StoreSamples.Problem(1), StoreSamples.Problem(1) with { ProblemId = "again" }] };
        var references = run with { Id = "y", Variants = [run.Variants[0], run.Variants[1] with { IsReference = true }] };

        (await Should.ThrowAsync<ArgumentException>(() => Store.CreateRunAsync(run))).Message.ShouldContain("'run-1' exists");
        (await Should.ThrowAsync<ArgumentException>(() => Store.CreateRunAsync(twice))).Message.ShouldContain("'p1' and 'again'");
        (await Should.ThrowAsync<ArgumentException>(() => Store.CreateRunAsync(references))).Message.ShouldContain("at most one");
    }

    [Fact]
    public async Task Result_comes_back_with_everything_it_had()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var result = StoreSamples.Result("Q2_K", 1);

        var write = await Store.AddResultAsync(result);
        var stored = (await Store.GetDetailAsync("run-1", write.ResultId)).ShouldNotBeNull();

        write.Written.ShouldBeTrue();
        stored.Problem.ShouldBe(StoreSamples.Problem(1));
        stored.Result.ShouldBeEquivalentTo(new StoredResult
        {
            Id = write.ResultId,
            Created = stored.Result.Created,
            Key = result.Key,
            Prompt = result.Prompt,
            PromptTokens = result.PromptTokens.ToArray(),
            Output = result.Output,
            OutputTokens = result.OutputTokens.ToArray(),
            Logprobs = result.Logprobs,
            Steps = result.Steps.ToList(),
            StepFormat = result.StepFormat,
            FollowsFrame = true,
            StopReason = result.StopReason,
            Answer = result.Answer,
            Timings = result.Timings,
            WeightsSha256 = result.WeightsSha256,
            Seed = result.Seed,
            GeneratedTokens = result.GeneratedTokens,
        });
    }

    [Fact]
    public async Task Second_writer_of_a_key_changes_nothing()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        var first = await Store.AddResultAsync(StoreSamples.Result("Q2_K", 1, "first"));

        var second = await Store.AddResultAsync(StoreSamples.Result("Q2_K", 1, "second"));

        second.ShouldBe(new ResultWrite(first.ResultId, Written: false));
        (await Store.GetDetailAsync("run-1", first.ResultId)).ShouldNotBeNull().Result.Output.ShouldBe("first");
    }

    [Fact]
    public async Task Runs_with_the_same_keys_share_results()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        await Store.AddResultAsync(StoreSamples.Result("F16", 0));

        await Store.CreateRunAsync(StoreSamples.Run("run-2"));

        (await Store.GetMissingCellsAsync("run-2")).Count.ShouldBe(5);
        (await Store.GetProgressAsync("run-2"))[0].Done.ShouldBe(1);
    }

    [Fact]
    public async Task Other_settings_are_another_cell()
    {
        await Store.CreateRunAsync(StoreSamples.Run());
        await Store.AddResultAsync(StoreSamples.Result("F16", 0, settings: "settings-2"));

        (await Store.GetMissingCellsAsync("run-1")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Missing_cells_come_problem_by_problem_and_know_no_result_of_an_earlier_fingerprint()
    {
        await Store.CreateRunAsync(StoreSamples.Run(problems: 2));
        await Store.AddResultAsync(StoreSamples.Result("F16", 0));
        await Store.AddResultAsync(StoreSamples.Result("Q2_K", 0));
        await Store.SetVariantAsync("run-1", new RunVariant { Name = "m-Q2_K", Fingerprint = "fp-changed" });

        var missing = await Store.GetMissingCellsAsync("run-1");

        missing.Select(cell => $"{cell.ProblemId} {cell.Variant}").ShouldBe(["p0 m-Q2_K", "p1 m-F16", "p1 m-Q2_K"]);
    }

    [Fact]
    public async Task State_is_kept_with_its_reason_and_running_clears_both()
    {
        await Store.CreateRunAsync(StoreSamples.Run());

        await Store.SetStateAsync("run-1", RunState.Failed, "the server is gone");
        var failed = (await Store.GetRunAsync("run-1")).ShouldNotBeNull();
        await Store.SetStateAsync("run-1", RunState.Running, null);
        var resumed = (await Store.GetRunAsync("run-1")).ShouldNotBeNull();

        (failed.State, failed.StateReason, failed.Ended is null).ShouldBe((RunState.Failed, "the server is gone", false));
        (resumed.State, resumed.StateReason, resumed.Ended is null).ShouldBe((RunState.Running, null, true));
    }

    [Fact]
    public async Task Cancelled_call_writes_nothing()
    {
        await Store.CreateRunAsync(StoreSamples.Run());

        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.AddResultAsync(StoreSamples.Result("F16", 0), new CancellationToken(canceled: true)));

        (await Store.GetMissingCellsAsync("run-1")).Count.ShouldBe(6);
    }
}
