using QuantGrpc.Evaluator.Runs;

namespace QuantGrpc.Tests.Evaluator.Runs;

public sealed class SolutionSettingsTests
{
    private static readonly SolutionSettings Settings = new() { Prompt = "{problem}" };

    [Fact]
    public void What_is_not_used_leaves_hashes_of_stored_runs_as_they_are() =>
        Settings.ToJson().ShouldBe("""{"Prompt":"{problem}","Temperature":0,"TopP":1,"MaxTokens":1024,"Seed":0}""");

    [Fact]
    public void Template_examples_and_mode_make_another_run()
    {
        SolutionSettings[] all = [Settings, Settings with { Prompt = "{problem}." }, Settings with { Shots = "a" }, Settings with { Shots = "b" }, Settings with { Plain = true }];

        all.Select(s => s.Hash()).Distinct().Count().ShouldBe(all.Length);
    }
}
