namespace QuantGrpc.Tests.EndToEnd;

/// <summary>A problem solved more than once by one variant: samples, and the noise floor.</summary>
[Collection(MiniMathServer.Name)]
public sealed class RunRepeatsTests(MiniMathServer server) : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task The_reference_is_generated_again_as_a_variant_of_its_own()
    {
        var output = await Workplace.EvaluatorAsync(Run("--sample", "30", "--variants", "minimath-f16,Q2_K", "--noise-floor"));

        output.ShouldContain("minimath-f16 again");
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(90);
        _workplace.Count("SELECT count(DISTINCT variant_hash) FROM results").ShouldBe(3);
        _workplace.Query(
            "SELECT name FROM run_variants WHERE facts ->> 'repeatOf' = 'minimath-f16' AND facts ->> 'batchShape' = 'one request at a time'",
            row => row.GetString(0)).ShouldBe(["minimath-f16 again"]);
    }

    [Fact]
    public async Task A_repeat_above_temperature_zero_has_another_seed()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "5", "--variants", "minimath-f16", "--noise-floor", "--temperature", "1", "--seed", "3"));

        _workplace.Count("SELECT count(DISTINCT seed) FROM results").ShouldBe(2);
        _workplace.Outputs().Values.Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Samples_are_cells_of_their_own_and_the_first_one_is_found_again()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "8", "--variants", "Q2_K", "--temperature", "0.8"));
        var first = _workplace.Rows();
        await Workplace.EvaluatorAsync(Run("--sample", "8", "--variants", "Q2_K", "--temperature", "0.8", "--samples", "6"));

        first.ShouldAllBe(row => _workplace.Rows()[row.Key] == row.Value);
        _workplace.Count("SELECT count(*) FROM results").ShouldBe(48);
        _workplace.Count("SELECT count(DISTINCT seed) FROM results").ShouldBe(6);
        _workplace.Count("SELECT count(*) FROM grades").ShouldBe(48);
    }

    [Fact]
    public async Task Samples_of_a_greedy_run_are_refused()
    {
        await using var program = Workplace.Evaluator(Run("--samples", "4"));

        (await program.WaitForExitAsync(Workplace.Limit)).ShouldNotBe(0);
        program.Output.ReplaceLineEndings(" ").ShouldContain("--samples 4: at --temperature 0 all would be the same");
    }

    private string[] Run(params string[] more) =>
        ["run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, .. more];
}
