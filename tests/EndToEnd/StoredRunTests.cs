using System.Text.Json;
using Parquet.Serialization;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Commands about stored runs, on a run that needs no server: an imported one.</summary>
public sealed class StoredRunTests : IAsyncLifetime
{
    private readonly Workplace _workplace = new();
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllLinesAsync(_workplace.PathOf("own.jsonl"),
        [
            Row("bf16", "a", "Algebra", "Step 1: Compute $1 + 1 = 2$.\\nThe answer is $\\\\boxed{2}$."),
            Row("bf16", "b", "Geometry", "Step 1: Compute $2 + 1 = 3$.\\nThe answer is $\\\\boxed{2}$."),
            Row("awq", "a", "Algebra", "Step 1: Compute $1 + 1 = 3$.\\nThe answer is $\\\\boxed{3}$."),
            Row("awq", "b", "Geometry", "Step 1: Say, \\\"two\\\".\\nThe answer is $\\\\boxed{2}$."),
        ]);
        var import = await JsonAsync("import-run", _workplace.PathOf("own.jsonl"));
        _run = import.ShouldHaveSingleItem().GetProperty("run").GetString().ShouldNotBeNull();
        import[0].GetProperty("imported").GetBoolean().ShouldBeTrue();
    }

    public ValueTask DisposeAsync()
    {
        _workplace.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Results_are_filtered_by_variant_flip_subject_and_verdict()
    {
        (await IdsAsync("--variant", "awq")).ShouldBe(["a", "b"]);
        (await IdsAsync("--flip", "lost")).ShouldBe(["a"]);
        (await IdsAsync("--subject", "Geometry", "--verdict", "equivalent")).ShouldBe(["b", "b"]);
        (await IdsAsync("--limit", "3")).Count.ShouldBe(3);
        (await RefusedAsync("results", _run, "--verdict", "right")).ShouldContain("allowed is equivalent, not_equivalent, ungradable");
        (await RefusedAsync("results", _run, "--variant", "q4")).ShouldContain("the run has bf16, awq");
    }

    [Fact]
    public async Task An_imported_run_is_judged_and_filtered_by_the_verdicts_without_a_server()
    {
        await Workplace.EvaluatorAsync("judge-run", _run, "--store", _workplace.Store, "--judge", "rule");

        var judged = await JsonAsync("results", _run, "--agreement", "one_judge", "--error-type", "computational_error");
        judged.ShouldHaveSingleItem().GetProperty("first_error_step").GetInt32().ShouldBe(1);
        (await IdsAsync("--agreement", "split")).ShouldBeEmpty();
        (await JsonAsync("status", _run))[0].GetProperty("state").GetString().ShouldBe("complete");
    }

    [Fact]
    public async Task Divergence_of_an_imported_run_is_refused_with_the_reason() =>
        (await RefusedAsync("divergence", "--run", _run)).ShouldContain("no token ids");

    [Fact]
    public async Task An_imported_run_is_reported()
    {
        await Workplace.EvaluatorAsync("report", "--run", _run, "--store", _workplace.Store, "--out", _workplace.PathOf("r.html"));

        (await File.ReadAllTextAsync(_workplace.PathOf("r.html"))).ShouldContain("imported: outputs made elsewhere");
    }

    [Theory]
    [InlineData("out.jsonl")]
    [InlineData("out.csv")]
    [InlineData("out.parquet")]
    public async Task What_is_exported_is_imported_again_with_the_same_grades(string name)
    {
        (await JsonAsync("export", _run, "--out", _workplace.PathOf(name)))[0].GetProperty("rows").GetInt32().ShouldBe(4);

        var again = (await JsonAsync("import-run", _workplace.PathOf(name)))[0];

        again.GetProperty("run").GetString().ShouldNotBe(_run);
        var before = await JsonAsync("results", _run);
        var after = await JsonAsync("results", again.GetProperty("run").GetString() ?? "");
        after.Select(Graded).ShouldBe(before.Select(Graded));

        static (string?, string?, string?) Graded(JsonElement row) =>
            (row.GetProperty("variant").GetString(), row.GetProperty("problem_id").GetString(), row.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_parquet_export_has_numbers_as_numbers_and_absent_values_as_nulls()
    {
        await JsonAsync("export", _run, "--out", _workplace.PathOf("out.parquet"));
        await using var file = File.OpenRead(_workplace.PathOf("out.parquet"));

        var rows = (await ParquetSerializer.DeserializeUntypedAsync(file, cancellationToken: TestContext.Current.CancellationToken)).Data;

        rows.Count.ShouldBe(4);
        rows[0]["sample"].ShouldBe(0);
        rows[0]["is_reference"].ShouldBe(true);
        rows[0].ShouldNotContainKey("level");
        rows[3]["output"].ShouldBe("Step 1: Say, \"two\".\nThe answer is $\\boxed{2}$.");
    }

    [Fact]
    public async Task Another_ending_of_a_file_is_refused_with_those_allowed() =>
        (await RefusedAsync("export", _run, "--out", _workplace.PathOf("out.xlsx"))).ShouldContain(".jsonl, .csv or .parquet");

    private static string Row(string variant, string id, string subject, string output) =>
        $$"""{"variant": "{{variant}}", "id": "{{id}}", "problem": "Problem {{id}}", "answer": "2", "subject": "{{subject}}", "output": "{{output}}"}""";

    private async Task<List<string?>> IdsAsync(params string[] filters) =>
        (await JsonAsync(["results", _run, .. filters])).ConvertAll(row => row.GetProperty("problem_id").GetString());

    private async Task<List<JsonElement>> JsonAsync(params string[] arguments)
    {
        var output = await Workplace.EvaluatorAsync([.. arguments, "--store", _workplace.Store, "--json"]);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private async Task<string> RefusedAsync(params string[] arguments)
    {
        await using var program = Workplace.Evaluator([.. arguments, "--store", _workplace.Store]);
        (await program.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(1);
        return program.Output.ReplaceLineEndings(" ");
    }
}
