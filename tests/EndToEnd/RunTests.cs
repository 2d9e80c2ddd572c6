using Microsoft.Data.Sqlite;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

[Collection(MiniMathServer.Name)]
public sealed class RunTests(MiniMathServer server) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task A_run_is_graded_judged_and_reported()
    {
        var run = await Workplace.EvaluatorAsync(Run("--sample", "40", "--variants", "f16,Q2_K", "--reference", "f16", "--judge", "variant:f16"));
        var report = await Workplace.EvaluatorAsync("report", "--store", _workplace.Store, "--out", _workplace.PathOf("report.html"));

        run.ShouldContain("MiniMATH, synthetic: shows the instrument, not large models");
        report.ShouldContain("W2/A8/KV16");
        report.ShouldContain("One judge");
        Count("SELECT count(*) FROM results").ShouldBe(80);
        Count("SELECT count(*) FROM grades").ShouldBe(80);
        Count("SELECT count(*) FROM equation_counts WHERE checked > 0").ShouldBeGreaterThan(60);
        Count("SELECT count(*) FROM verdicts").ShouldBe(Count("SELECT count(*) FROM grades WHERE verdict = 'NotEquivalent'"));
        Count("SELECT count(*) FROM verdicts WHERE kind = 'Valid'").ShouldBeGreaterThan(0);
        new FileInfo(_workplace.PathOf("report.html")).Length.ShouldBeGreaterThan(50_000);
    }

    [Fact]
    public async Task A_judge_that_does_not_know_is_not_asked_again()
    {
        string[] arguments = Run("--sample", "60", "--variants", "Q2_K", "--judge", "rule");
        await Workplace.EvaluatorAsync(arguments);
        var before = Count("SELECT max(rowid) FROM verdicts");
        await Workplace.EvaluatorAsync(arguments);

        Count("SELECT count(*) FROM verdicts WHERE kind = 'Abstained'").ShouldBeGreaterThan(0);
        Count("SELECT count(*) FROM verdicts WHERE kind = 'Failed'").ShouldBe(0);
        Count("SELECT max(rowid) FROM verdicts").ShouldBe(before);
    }

    [Fact]
    public async Task Killed_in_mid_run_it_resumes_with_nothing_missing_and_nothing_twice()
    {
        string[] arguments = Run("--sample", "300", "--variants", "f16", "--parallel", "4");
        await using (var killed = Workplace.Evaluator(arguments))
        {
            await UntilAsync(() => Count("SELECT count(*) FROM results") > 10);
            killed.Kill();
            await killed.WaitForExitAsync(Limit);
        }

        var before = Rows();
        before.Count.ShouldBeInRange(10, 299);
        await Workplace.EvaluatorAsync(arguments);

        var after = Rows();
        after.Count.ShouldBe(300);
        after.Keys.ShouldBeSubsetOf(after.Keys.Distinct());
        before.ShouldAllBe(row => after[row.Key] == row.Value); // what was stored was not made again
        Count("SELECT count(*) FROM grades").ShouldBe(300);
        Count("SELECT count(*) FROM runs").ShouldBe(1);
        Count("SELECT count(*) FROM runs WHERE state = 'Complete'").ShouldBe(1);
    }

    [Fact]
    public async Task Ctrl_C_stops_cleanly_and_says_how_to_go_on()
    {
        await using var program = Workplace.Evaluator(Run("--sample", "400", "--variants", "f16", "--parallel", "2"));
        await UntilAsync(() => Count("SELECT count(*) FROM results") > 3);

        program.Signal(2);

        (await program.WaitForExitAsync(Limit)).ShouldBe(130);
        program.Output.ShouldContain("the same command goes on from there");
        Count("SELECT count(*) FROM runs WHERE state = 'Cancelled'").ShouldBe(1);
    }

    [Fact]
    public async Task A_run_without_judges_is_judged_later_without_generating_again()
    {
        await Workplace.EvaluatorAsync(Run("--sample", "30", "--variants", "Q2_K"));
        var rows = Rows();

        await Workplace.EvaluatorAsync("judge-run", "--server", server.Address, "--store", _workplace.Store, "--judge", "variant:f16");

        Rows().ShouldBe(rows);
        Count("SELECT count(*) FROM verdicts").ShouldBe(Count("SELECT count(*) FROM grades WHERE verdict = 'NotEquivalent'"));
    }

    [Fact]
    public async Task Divergence_asked_for_later_is_measured_once_and_generates_nothing()
    {
        string[] arguments = Run("--sample", "20", "--variants", "f16,Q2_K,kv-q4_0", "--reference", "f16");
        await Workplace.EvaluatorAsync(arguments);
        var rows = Rows();

        await Workplace.EvaluatorAsync([.. arguments, "--divergence"]);
        var measured = Query("SELECT result_id || variant_hash FROM divergences", reader => reader.GetString(0));
        var run = Query("SELECT id FROM runs", reader => reader.GetString(0)).Single();
        var shown = await Workplace.EvaluatorAsync("divergence", "--run", run[..6], "--server", server.Address, "--store", _workplace.Store);

        shown.ShouldContain("20");
        Rows().ShouldBe(rows);
        measured.Count.ShouldBe(40);
        Count("SELECT count(*) FROM divergences WHERE flips > 0 AND first_flip_step > 0").ShouldBeGreaterThan(0);
        Count("SELECT count(*) FROM divergences WHERE (flips = 0) <> (first_flip_token IS NULL)").ShouldBe(0);
    }

    [Fact]
    public async Task MiniMaths_prompt_is_refused_on_other_data()
    {
        await File.WriteAllTextAsync(_workplace.PathOf("own.jsonl"), """{"problem": "Compute $1+1$.", "answer": "3"}""");
        await using var program = Workplace.Evaluator(
            "run", "--server", server.Address, "--store", _workplace.Store, "--data", _workplace.PathOf("own.jsonl"), "--variants", "f16",
            "--judge", "variant:f16,prompt=minimath");

        (await program.WaitForExitAsync(Limit)).ShouldBe(1);
        program.Output.ShouldContain("use prompt=instruction");
    }

    [Fact]
    public async Task Inspect_marks_where_two_variants_part()
    {
        var output = await Workplace.EvaluatorAsync(
            "inspect", "Each crate holds $6$ eggs. There are $8$ crates, and $17$ eggs are given away. How many eggs are left?",
            "--server", server.Address, "--variants", "minimath-f16,Q2_K");

        output.ShouldContain("\\boxed{31}");
        output.ShouldContain("\\boxed{21}");
        output.ShouldContain("[[2]]1$");
        output.ShouldContain("the reference took \"3\"");
    }

    [Fact]
    public async Task Inspect_gives_programs_a_line_of_json_a_token()
    {
        var output = await Workplace.EvaluatorAsync("inspect", "Evaluate $1+1$.", "--server", server.Address, "--variants", "minimath-f16", "--json");

        var lines = output.TrimEnd().Split('\n').Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToList();
        lines[0].GetProperty("kind").GetString().ShouldBe("variant");
        lines[1].GetProperty("logprob").GetDouble().ShouldBeLessThanOrEqualTo(0);
        lines[^1].GetProperty("tokens").GetInt32().ShouldBe(lines.Count - 2);
    }

    [Theory]
    [InlineData("--variants", "nope", "there is no such variant")]
    [InlineData("--judge", "gpt", "allowed is rule, variant:ID or openai:URL#MODEL")]
    [InlineData("--prompt", "nope", "neither a file nor one of problem, steps")]
    [InlineData("--sample", "0", "--sample 0: at least 1")]
    public async Task A_wrong_option_is_one_clear_line(string option, string value, string message)
    {
        await using var program = Workplace.Evaluator(Run(option, value));

        (await program.WaitForExitAsync(Limit)).ShouldNotBe(0);
        program.Output.ReplaceLineEndings(" ").ShouldContain(message);
    }

    private string[] Run(params string[] more) =>
        ["run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, .. more];

    private long Count(string sql) => Query(sql, reader => reader.GetInt64(0)).Single();

    // Key and time of creation: a result that was made again would carry another time.
    private Dictionary<string, string> Rows() => Query(
        "SELECT settings_hash || variant_hash || problem_hash || sample, created FROM results",
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1))).ToDictionary();

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={_workplace.Store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    // The store appears, and grows, in another process: asked for until it is there, or the limit says why not.
    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Holds(holds))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private static bool Holds(Func<bool> holds)
    {
        try
        {
            return holds();
        }
        catch (SqliteException)
        {
            return false; // not made yet, or being migrated
        }
    }
}
