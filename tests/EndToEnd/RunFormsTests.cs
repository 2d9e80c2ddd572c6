using System.Text.Json;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>What a run forces on solutions, and what it prints for programs.</summary>
[Collection(MiniMathServer.Name)]
public sealed class RunFormsTests(MiniMathServer server) : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task The_paired_arm_is_two_linked_runs_of_which_one_holds_the_frame()
    {
        var output = await Workplace.EvaluatorAsync(Run("--sample", "15", "--variants", "Q2_K", "--grammar", "steps", "--paired-arm"));
        var runs = _workplace.Query("SELECT id, paired_with, settings_json LIKE '%Grammar%' FROM runs ORDER BY created, id", row =>
            (Id: row.GetString(0), PairedWith: row.GetString(1), Forced: row.GetInt64(2)));

        runs.Count.ShouldBe(2);
        runs[0].PairedWith.ShouldBe(runs[1].Id);
        runs[1].PairedWith.ShouldBe(runs[0].Id);
        output.ShouldContain($"a pair: run {runs.Single(r => r.Forced == 0).Id} without the grammar, run {runs.Single(r => r.Forced == 1).Id} with it");
        var unframed = "FROM results JOIN runs USING (settings_hash) WHERE settings_json LIKE '%Grammar%' AND NOT truncated AND NOT follows_frame";
        _workplace.Count($"SELECT count(*) {unframed}").ShouldBe(0);
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(30);
    }

    [Fact]
    public async Task A_stop_string_ends_solutions_and_makes_other_cells()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "10", "--variants", "Q2_K"));
        await Workplace.EvaluatorAsync(Run("--sample", "10", "--variants", "Q2_K", "--stop", "Step 2"));

        _workplace.Count("SELECT count(*) FROM results").ShouldBe(20);
        _workplace.Count("SELECT count(*) FROM results WHERE stop_reason = 'stop_string'").ShouldBeGreaterThan(0);
        _workplace.Count("SELECT count(*) FROM results JOIN outputs ON result_id = id WHERE stop_reason = 'stop_string' AND output LIKE '%Step 2%'").ShouldBe(0);
    }

    [Fact]
    public async Task Raw_examples_end_where_the_next_one_would_begin()
    {
        var train = Repository.PathOf("models", "minimath", "minimath_train.jsonl");
        await Workplace.EvaluatorAsync(Run("--sample", "3", "--variants", "Q2_K", "--plain", "--shots", "1", "--shots-from", train, "--max-tokens", "64"));

        _workplace.Query("SELECT settings_json ->> '$.Stop[0]' FROM runs", row => row.GetString(0)).ShouldBe(["\nProblem:"]);
    }

    [Fact]
    public async Task Programs_get_a_line_of_json_for_the_run_and_for_its_result()
    {
        var output = await Workplace.EvaluatorAsync(Run("--sample", "6", "--variants", "Q2_K", "--json"));

        var lines = output.TrimEnd().Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        (lines[0].GetProperty("kind").GetString(), lines[^1].GetProperty("kind").GetString()).ShouldBe(("run", "result"));
        lines[^1].GetProperty("variants")[0].GetProperty("done").GetInt32().ShouldBe(6);
        lines[^1].GetProperty("id").GetString().ShouldBe(lines[0].GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--grammar", "nope", "neither a file nor steps")]
    [InlineData("--stop", "", "--stop: an empty text would end everything")]
    [InlineData("--variant-note", "x", "allowed is NAME=TEXT")]
    [InlineData("--variant-note", "x=4 bits", "there is no such variant in the run")]
    public async Task A_wrong_form_is_one_clear_line(string option, string value, string message)
    {
        await using var program = Workplace.Evaluator(Run("--variants", "Q2_K", "--sample", "2", option, value));

        (await program.WaitForExitAsync(Workplace.Limit)).ShouldNotBe(0);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
    }

    private string[] Run(params string[] more) =>
        ["run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, .. more];
}
