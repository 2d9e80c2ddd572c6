using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>A report of 5,000 failures opens at once.</summary>
[Collection(nameof(BestTime))]
public sealed class PageTimeTests
{
    // Two seconds are promised, and one is what it takes; the bound leaves room for machines that do other work, and so do three tries.
    private const double MostMilliseconds = 4000;

    [Fact]
    public async Task Five_thousand_failures_open_at_once()
    {
        await using var page = await ReportPage.WriteAsync(PageReports.Many(5000));
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            await page.Browser.OpenAsync(page.Address);
            best = Math.Min(best, await page.Browser.ValueAsync<double>("new Promise(r => requestAnimationFrame(() => setTimeout(() => r(performance.now()))))"));
            (await page.TextAsync("#failures [aria-live]")).ShouldStartWith("5,000 failures");
        }

        best.ShouldBeLessThan(MostMilliseconds);
        (await page.Browser.ValueAsync<double>("performance.getEntriesByName('first-contentful-paint')[0].startTime")).ShouldBeLessThan(MostMilliseconds);
    }
}
