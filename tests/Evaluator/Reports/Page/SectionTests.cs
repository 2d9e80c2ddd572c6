using QuantGrpc.Evaluator.Reports;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>Every section shows what the report holds, and says in a line why it holds nothing.</summary>
public sealed class SectionTests
{
    [Theory]
    [InlineData("losses", "noise floor")]
    [InlineData("losses", "4 lost and 2 gained")]
    [InlineData("summary", "pass@2")]
    [InlineData("where", "Geometry")]
    [InlineData("capability", "wrong per 100 checked equations")]
    [InlineData("types", "corrected for the judges’ own confusion")]
    [InlineData("hazard", "1.78")]
    [InlineData("divergence", "30.0 %, by chance 24.5 %")]
    [InlineData("judges", "first wrong step 0.61 (0.50 to 0.70); type not defined")]
    [InlineData("judges", "A warning.")]
    [InlineData("judges", "0.70 to 0.90")]
    [InlineData("cost", "104.2 %")]
    public async Task What_the_report_holds_is_shown(string section, string text)
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Full());

        (await page.TextAsync($"#{section}")).ShouldContain(text);
        page.Browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_absent_is_explained()
    {
        var report = ReportSamples.Report();
        var bare = report with
        {
            Subjects = [], Levels = [], Judges = [], Failures = [], JudgeNote = "Nobody has judged.",
            Variants = [.. report.Variants.Select(v => v with { BitsPerWeight = null, FileBytes = null, BySubject = [], ByLevel = [], BySubjectAndLevel = [], Judged = 0 })],
        };

        await using var page = await ReportPage.OpenAsync(bare);

        (await page.TextAsync("#sizes")).ShouldContain("No two variants state their size");
        (await page.TextAsync("#where")).ShouldContain("state neither subject nor level");
        (await page.TextAsync("#types")).ShouldContain("Nobody has judged.");
        (await page.TextAsync("#capability")).ShouldContain("No equations are counted");
        (await page.TextAsync("#divergence")).ShouldContain("This run has no divergence");
        (await page.TextAsync("#losses")).ShouldContain("There is no noise floor");
        (await page.TextAsync("#failures")).ShouldContain("No failures are stored.");
        page.Browser.Complaints.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(1600)]
    public async Task Nothing_makes_the_page_wider_than_its_window(int width)
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(50), "", width);

        (await page.Browser.ValueAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0);
    }

    [Fact]
    public async Task Paper_has_words_tables_and_charts_and_no_list_of_failures()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(500));

        await page.Browser.SendAsync("Emulation.setEmulatedMedia", new() { ["media"] = "print" });

        (await page.TextAsync("body")).ShouldContain("500 failures can be read in the page itself.");
        (await page.CountAsync("#losses .forest circle")).ShouldBe(2);
        (await page.Browser.ValueAsync<string>("getComputedStyle(document.querySelector('.list')).display")).ShouldBe("none");
        (await page.Browser.ValueAsync<int>("document.getElementById('failures').offsetHeight")).ShouldBeLessThan(200);
    }
}
