namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>Whoever writes into a report, a model, a data set, a judge or a file's name, writes text and nothing else.</summary>
public sealed class HostilePageTests
{
    [Theory]
    [InlineData("</script><script>document.title='broken'</script><!-- <img src=x onerror=document.title='broken'>")]
    [InlineData("\"'><svg onload=document.title='broken'> ${document.title='broken'} `")]
    [InlineData("$\\href{javascript:document.title='broken'}{x}$ \\(\\htmlData{a=b}{y}\\) $$\\includegraphics{http://127.0.0.1:9/x}$$")]
    [InlineData("</title></style></noscript></textarea><base href=//127.0.0.1:9/><meta http-equiv=refresh content=0;url=//127.0.0.1:9/>")]
    [InlineData("<a id=data>{data}</a><output id=report>/*{report.js}*/ __proto__ constructor &lt;img src=x&gt;")]
    public async Task Text_in_every_field_is_shown_and_does_nothing(string text)
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Full().With(text), "#failure-1");
        await page.ChooseAsync("#loss", "0");
        await page.ChooseAsync("select[name=variant]", "m-Q2" + text);

        (await page.Browser.ValueAsync<string>("document.title")).ShouldBe($"QuantGrpc: a title{text}");
        (await page.TextAsync("h1")).ShouldBe("a title" + text);
        (await page.TextAsync("#judges tbody th")).ShouldBe("j" + text);
        (await page.TextAsync("#divergence .note")).ShouldContain(text);
        (await page.CountAsync("img, base, iframe, form, [onload], [onerror], a[href^=javascript], meta[http-equiv=refresh]")).ShouldBe(0);
        (await page.CountAsync("script")).ShouldBe(4);
        page.Browser.Complaints.ShouldBeEmpty();
    }
}
