using System.Text.Json;
using nietras.SeparatedValues;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Tables;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>The same numbers as JSON and CSV, each traceable to its rows.</summary>
public sealed class ReportFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-report-");

    [Fact]
    public async Task Every_number_of_the_tables_can_be_counted_again_from_the_cells()
    {
        await using var stored = await StoreAsync();
        var report = await stored.BuildAsync();

        await ReportTables.WriteAsync(report, stored.Store, await stored.RunAsync(), _folder.FullName, CancellationToken.None);

        var cells = Read("cells", "variant", "grade", "first_error_step", "error_type", "flip");
        cells.Count.ShouldBe(8);
        var variant = Read("variants", "variant", "accuracy_count", "lost", "gained")[1];
        variant.ShouldBe(["m-Q2", $"{cells.Count(c => c[0] == "m-Q2" && c[1] == "Equivalent")}", $"{cells.Count(c => c[4] == "Lost")}", $"{cells.Count(c => c[4] == "Gained")}"]);
        var computing = Read("errors", "variant", "table", "name", "rate_count").Single(r => r[0] == "m-Q2" && r[1] == "types" && r[2] == "computational_error");
        computing[3].ShouldBe($"{cells.Count(c => c[0] == "m-Q2" && c[3] == "computational_error")}");
    }

    [Fact]
    public async Task Each_table_is_a_file()
    {
        await using var stored = await StoreAsync();
        var report = await stored.BuildAsync();

        await ReportTables.WriteAsync(report, stored.Store, await stored.RunAsync(), _folder.FullName, CancellationToken.None);

        _folder.EnumerateFiles().Select(f => f.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["accuracy.csv", "cells.csv", "divergence.csv", "errors.csv", "failures.csv", "hazard.csv", "judges.csv", "samples.csv", "shifts.csv", "variants.csv", "verdicts.csv"]);
        Read("verdicts", "acceptable_loss_points").Count.ShouldBe(81);
        Read("hazard", "variant", "problems", "step", "wrong_count").ShouldContain(r => r.SequenceEqual(new[] { "m-Q2", "all", "1", "2" }));
    }

    [Fact]
    public async Task The_json_is_the_whole_report()
    {
        await using var stored = await StoreAsync();
        var report = await stored.BuildAsync();
        var path = Path.Combine(_folder.FullName, "made", "report.json");

        await ReportJson.WriteAsync(report, path, CancellationToken.None);

        var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var back = JsonSerializer.Deserialize<ReportModel>(await File.ReadAllTextAsync(path), web);
        JsonSerializer.Serialize(back, web).ShouldBe(JsonSerializer.Serialize(report, web));
    }

    [Fact]
    public async Task Text_with_quotes_commas_and_lines_stays_one_field()
    {
        await using var stored = await StoreAsync();
        var report = await stored.BuildAsync();
        const string Hostile = "a \"quoted\", two\nlines";

        await ReportTables.WriteAsync(
            report with { Failures = [report.Failures[0] with { Answer = Hostile }] }, stored.Store, await stored.RunAsync(), _folder.FullName, CancellationToken.None);

        Read("failures", "answer").ShouldHaveSingleItem().ShouldBe([Hostile]);
    }

    [Fact]
    public void Long_texts_are_cut_with_a_mark_and_never_within_a_character()
    {
        var cut = FailureTexts.Output(new string('a', 2999) + "\U0001F600" + new string('b', 10));

        cut.ShouldBe(new string('a', 2999) + " [cut: 12 more characters are in the store]");
        FailureTexts.Steps(Enumerable.Repeat("s", 42)).ShouldBe([.. Enumerable.Repeat("s", 40), "[cut: 2 more steps are in the store]"]);
    }

    [Theory]
    [InlineData("same", "same", null)]
    [InlineData("same", "sane", 2)]
    [InlineData("same", "same and more", 4)]
    [InlineData("a\U0001F600", "a\U0001F601", 1)]
    public void Outputs_part_at_their_first_other_character(string text, string other, int? at) => FailureTexts.FirstDifference(text, other).ShouldBe(at);

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<StoredReport> StoreAsync()
    {
        var stored = await StoredReport.CreateAsync(4, ["F16", "Q2"], ["judge-a"]);
        await stored.AddAsync("F16", "RRRW");
        await stored.AddAsync(new Given("Q2", 0, 'W') { Step = 1 }, new Given("Q2", 1, 'R'), new Given("Q2", 2, 'W') { Step = 1, Types = ["formula_rule_error"] }, new Given("Q2", 3, 'R'));
        return stored;
    }

    private List<string[]> Read(string table, params string[] columns)
    {
        using var reader = Sep.Reader(options => options with { Unescape = true }).FromFile(Path.Combine(_folder.FullName, $"{table}.csv"));
        var rows = new List<string[]>();
        foreach (var row in reader)
        {
            rows.Add([.. row[columns].ToStringsArray()]);
        }

        return rows;
    }
}
