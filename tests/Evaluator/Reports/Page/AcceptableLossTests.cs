using QuantGrpc.Evaluator.Reports.Page;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>The acceptable loss can be moved; what follows was computed before.</summary>
public sealed class AcceptableLossTests
{
    [Fact]
    public async Task Moving_it_changes_question_words_tiles_table_and_chart()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Full());
        (await page.TextAsync(".tile.may")).ShouldContain("Q4");

        await page.ChooseAsync("#loss", "2");

        (await page.TextAsync(".question")).ShouldContain("if 12 points");
        (await page.TextAsync("#words")).ShouldStartWith("With an acceptable loss of 12 points: may ship: none; loses: none; undecided: m-Q4, m-Q2.");
        (await page.TextAsync(".tile.undecided")).ShouldStartWith("2");
        (await page.TextAsync("td[data-verdict=m-Q2]")).ShouldContain("undecided");
        (await page.TextAsync("#losses .forest")).ShouldContain("acceptable 12");
        page.Browser.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_button_leads_back_to_the_loss_that_was_chosen_before_the_run()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Full());
        await page.ChooseAsync("#loss", "0");
        (await page.TextAsync(".tile.loses")).ShouldStartWith("2");

        await page.Browser.ValueAsync<bool>("(document.querySelector('#movable button').click(), true)");

        (await page.TextAsync("#words")).ShouldStartWith("With an acceptable loss of 2 points: a headline.");
        (await page.TextAsync(".tile.may")).ShouldStartWith("1");
    }

    [Fact]
    public void At_the_reports_own_loss_the_sentences_are_its_summary()
    {
        var report = PageReports.Full();

        var words = MovableWords.Of(report);

        words.Select(w => w.Loss).ShouldBe([0, 2, 12]);
        words[1].Words.ShouldBe(report.Summary);
        words[0].Words[0].ShouldBe("With an acceptable loss of 0 points: may ship: none; loses: m-Q4, m-Q2; undecided: none.");
    }

    [Fact]
    public async Task Without_verdicts_at_other_losses_nothing_can_be_moved()
    {
        await using var page = await ReportPage.OpenAsync(ReportSamples.Report());

        (await page.CountAsync("#movable:not([hidden])")).ShouldBe(0);
        page.Browser.Complaints.ShouldBeEmpty();
    }
}
