using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>The report as a browser shows it.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-report-");

    [Fact]
    public async Task A_browser_draws_every_section_without_a_complaint()
    {
        var page = await DrawAsync(ReportSamples.Report());

        page.ShouldContain("<title>QuantGrpc: a title</title>");
        page.ShouldContain("gradable: 0.0");
        page.ShouldContain("Loss of accuracy against the reference, by variant");
        page.ShouldContain("numerical computation: first errors per 100 problems");
        page.ShouldContain("step 1: 3 of 20");
        page.ShouldContain(">2 failures. Keys: ");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task An_address_opens_a_failure_with_its_first_wrong_step_marked()
    {
        var page = await DrawAsync(ReportSamples.Report(), "#failure-1");

        page.ShouldContain("<li class=\"wrong parted\">");
        page.ShouldContain("first wrong step: computational error");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task Hostile_text_is_shown_and_does_nothing()
    {
        var page = await DrawAsync(ReportSamples.Report(ReportSamples.Hostile), "#failure-1");

        page.ShouldContain("<title>QuantGrpc: a title</title>");
        page.ShouldContain("&lt;img src=x onerror=alert(1)&gt;");
        page.ShouldNotContain("<img src=x");
        page.ShouldNotContain("href=\"javascript");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task A_dollar_sign_within_a_formula_does_not_close_it()
    {
        var page = await DrawAsync(ReportSamples.Report("It costs $\\$5 + \\$2$, not \\$9, and \\(\\$3 \\\\) x\\)."), "#failure-1");

        page.ShouldContain("<annotation encoding=\"application/x-tex\">\\$5 + \\$2</annotation>");
        page.ShouldContain("<annotation encoding=\"application/x-tex\">\\$3 \\\\) x</annotation>");
        page.ShouldContain(", not \\$9, and ");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task A_row_shows_the_beginning_of_its_problem_and_cuts_no_formula()
    {
        var text = $"{new string('a', 100)} $x + y + z + {new string('b', 20)}$ {new string('c', 200)} $d$";

        var page = await DrawAsync(ReportSamples.Report(text), "#failure-1");

        page.ShouldContain($"<annotation encoding=\"application/x-tex\">x + y + z + {new string('b', 20)}</annotation>");
        page.ShouldContain("</span>\u2026</span></div>");
    }

    [Fact]
    public async Task A_failure_of_two_judges_shows_the_vote_and_each_word()
    {
        var whole = ReportSamples.Report();
        var tie = whole.Failures[0] with
        {
            Outcome = "judges disagree",
            Agreement = "no step has more than half of 2 votes",
            FirstErrorStep = null,
            ErrorType = null,
            Verdicts = [new JudgementModel("j", "step 1, formula_rule_error", "a reason", "a reply"), new JudgementModel("k", "no wrong step", null, "{}")],
        };

        var page = await DrawAsync(whole with { Failures = [tie] }, "#failure-1");

        page.ShouldContain("<dd>judges disagree<span class=\"soft\">no step has more than half of 2 votes</span></dd>");
        page.ShouldContain("<dt>j</dt><dd>step 1, formula rule error<div class=\"reason\"><span class=\"text\">a reason</span></div>");
        page.ShouldContain("<dt>k</dt><dd>no wrong step<");
        page.ShouldNotContain("<li class=\"wrong");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task An_unfinished_run_says_so_and_has_no_verdict()
    {
        var whole = ReportSamples.Report();
        var report = whole with
        {
            IsComplete = false,
            Unfinished = "3 of 60 results are there.",
            Variants = [.. whole.Variants.Select(v => v with { Loss = v.Loss is null ? null : v.Loss with { Verdict = null } })],
        };

        var page = await DrawAsync(report);

        page.ShouldContain("<p id=\"unfinished\" role=\"note\">3 of 60 results are there.</p>");
        page.ShouldNotContain("class=\"tiles\"");
        page.ShouldContain("no verdict");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    [Fact]
    public async Task A_long_text_of_delimiters_that_close_nowhere_is_drawn()
    {
        var page = await DrawAsync(ReportSamples.Report(string.Concat(Enumerable.Repeat("\\(\\[ ", 20_000))), "#failure-1");

        page.ShouldContain("first wrong step: computational error");
        page.ShouldNotContain("CONSOLE", Case.Sensitive);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    // What the page has become, and every line that its console got.
    private async Task<string> DrawAsync(ReportModel report, string fragment = "")
    {
        var chromium = Tool.Require("chromium");
        var path = Path.Combine(_folder.FullName, "report.html");
        await HtmlReport.WriteAsync(report, path, CancellationToken.None);
        return await Tool.RunAsync(chromium,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--user-data-dir={_folder.FullName}/profile", "--enable-logging=stderr",
            "--virtual-time-budget=3000", "--dump-dom", $"file://{path}{fragment}",
        ]);
    }
}
