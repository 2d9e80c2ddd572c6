using System.Diagnostics;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>How long a large run's report takes, on generated rows: 16 variants, judged failures, counted equations.</summary>
public sealed class ReportScaleMeasurement(ITestOutputHelper output)
{
    private const int Variants = 16;

    [Fact]
    public async Task A_large_runs_report_is_built_within_a_minute()
    {
        var cells = Environment.GetEnvironmentVariable("QUANTGRPC_REPORT_CELLS");
        Assert.SkipWhen(cells is null, "QUANTGRPC_REPORT_CELLS names no number of cells, such as 200000");
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        await FillAsync(store, int.Parse(cells) / Variants);
        var run = (await store.GetRunAsync("run-1")).ShouldNotBeNull();
        var watch = Stopwatch.StartNew();

        var report = await new ReportBuilder(store, 2).BuildAsync(run, CancellationToken.None);

        var built = watch.Elapsed;
        var page = Path.Combine(Path.GetDirectoryName(folder.Path) ?? "", "report.html");
        await HtmlReport.WriteAsync(report, page, CancellationToken.None);
        output.WriteLine($"{cells} cells: model {built.TotalSeconds:0.0} s, page {(watch.Elapsed - built).TotalSeconds:0.0} s, "
            + $"{new FileInfo(page).Length / 1e6:0.0} MB, {report.Failures.Count} failures");
        built.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private static async Task FillAsync(RunStore store, int problems)
    {
        await store.CreateRunAsync(StoreSamples.Run(problems: problems) with
        {
            Judges = ["judge-a", "judge-b"],
            Variants = [.. Enumerable.Range(0, Variants).Select(v => new RunVariant { Name = $"m-{v}", Fingerprint = $"fp-{v}", IsReference = v == 0 })],
        });
        var chance = new Random(1);
        for (var variant = 0; variant < Variants; variant++)
        {
            var failed = new List<long>();
            var all = new List<long>();
            var rows = Enumerable.Range(0, problems).Select(problem => Row(variant, problem, chance.NextDouble() < 0.6 - (0.02 * variant), failed, all)).ToList();
            await store.AddGradedAsync(rows);
            foreach (var id in all)
            {
                await store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "1", Checked = 4, Wrong = chance.Next(2) });
            }

            await JudgeAsync(store, failed, chance);
        }

        await store.SetStateAsync("run-1", RunState.Complete, null);
    }

    // An output of MATH's usual length.
    private static GradedResult Row(int variant, int problem, bool isRight, List<long> failed, List<long> all)
    {
        var output = string.Concat(Enumerable.Range(1, 8).Select(k => $"Step {k}: {string.Concat(Enumerable.Repeat("we find $x = 1 + 2 = 3$ and ", 6))}\n"));
        var result = StoreSamples.Result($"{variant}", problem, output) with
        {
            Steps = [.. Enumerable.Range(1, 8).Select(k => new StoredStep { Number = k, Text = output[..170] })], GeneratedTokens = 300 + (problem % 100),
        };
        return new GradedResult(result, id =>
        {
            all.Add(id);
            if (!isRight)
            {
                failed.Add(id);
            }

            return StoreSamples.Grade(id, problem, isRight ? GradeVerdict.Equivalent : GradeVerdict.NotEquivalent);
        });
    }

    private static async Task JudgeAsync(RunStore store, List<long> failed, Random chance)
    {
        string[] types = ["computational_error", "formula_rule_error", "contextual_oversight"];
        foreach (var id in failed)
        {
            foreach (var judge in new[] { "judge-a", "judge-b" })
            {
                var type = types[chance.Next(3)];
                await store.AddVerdictAsync(StoreSamples.Verdict(id, VerdictKind.Valid, judge) with { FirstErrorStep = 1 + chance.Next(8), ErrorType = type, Types = [type] });
            }
        }
    }
}
