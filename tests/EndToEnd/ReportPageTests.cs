using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>The report as a browser shows it, with texts that try to break out of their places.</summary>
public sealed class ReportPageTests
{
    private const string Hostile = "</script><script>document.title='broken'</script><!-- <img src=x onerror=alert(1)> \u2028 $\\href{javascript:alert(1)}{x}$ \\(\\frac{1}{2}\\)";

    [Fact]
    public void The_page_loads_nothing_from_elsewhere_and_keeps_data_in_its_element()
    {
        var page = HtmlReport.Render(Model());

        page.ShouldNotContain(Hostile[..20]);
        page.Split("</script>").Length.ShouldBe(4); // data, KaTeX, the page's own
        page.ShouldNotContain("src=\"http");
        page.ShouldNotContain("url(http");
        page.ShouldContain("default-src 'none'");
    }

    [Fact]
    public async Task A_browser_draws_it_without_an_error()
    {
        var chromium = Tool.Require("chromium");
        var folder = Directory.CreateTempSubdirectory("quantgrpc-report-");
        var path = Path.Combine(folder.FullName, "report.html");
        await HtmlReport.WriteAsync(Model(), path, CancellationToken.None);

        var drawn = await Tool.RunAsync(chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", $"--user-data-dir={folder.FullName}/profile", "--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", $"file://{path}",
        ]);

        drawn.ShouldContain("<title>QuantGrpc: a title</title>");
        drawn.ShouldContain("17 of 20");
        drawn.ShouldContain("first errors per 100 problems");
        drawn.ShouldContain("may ship");
        drawn.ShouldNotContain("Uncaught");
        folder.Delete(recursive: true);
    }

    private static ReportModel Model()
    {
        var share = new ShareModel(17, 20, 85, 64, 95);
        VariantModel Variant(string id, bool reference) => new()
        {
            Id = id, IsReference = reference, Wakv = "W4/A8/KV16", BitsPerWeight = reference ? 16 : 4.8, FileBytes = 1, Accuracy = share, Ungradable = 0,
            Truncated = 1, Looping = 0, FollowsFrame = 20, WeakAnswers = 0, MeanTokens = 70, TokensPerSecond = 100, BySubject = [share], ByLevel = [share],
            Errors = [.. ErrorGroups.Types.Select(t => new ErrorRateModel(t, share))], Capabilities = [.. ErrorGroups.Capabilities.Select(c => new ErrorRateModel(c, share))],
            Hazard = [share], Failed = 3, Judged = 3,
            Loss = reference ? null : new LossModel { Points = 1, Low = -1, High = 3, Lost = 2, Gained = 1, Pairs = 20, McNemar = 1, Holm = 1, Verdict = "may ship", PassesAt = 2 },
        };
        return new ReportModel
        {
            Title = "a title", Notice = Hostile, IsComplete = true, Reference = "f16", Problems = 20, AcceptableLoss = 2, Summary = [Hostile],
            Variants = [Variant("m-f16", true), Variant("m-Q4", false)], Subjects = ["Algebra"], Levels = [1], Judges = [new JudgeModel("j", 3, 0, 0, 0, 0, true)],
            JudgeNote = "One judge.", Facts = [new FactModel("a", Hostile)],
            Failures = [new FailureModel { Variant = "m-Q4", ProblemId = "1", Problem = Hostile, Gold = Hostile, Answer = Hostile, Grade = "not equivalent", Rule = "scalar", Steps = [Hostile], Output = Hostile, Reason = Hostile, FirstErrorStep = 1, ErrorType = "computational_error" }],
        };
    }
}
