using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>A report in a browser.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-page-");

    private ReportPage(Chromium browser) => Browser = browser;

    public Chromium Browser { get; }

    public string Address => $"file://{_folder.FullName}/report.html";

    /// <summary>Writes the report and opens it.</summary>
    /// <param name="fragment">What follows the file's name, for example #failure-1.</param>
    public static async Task<ReportPage> OpenAsync(ReportModel report, string fragment = "", int width = 1440)
    {
        var page = await WriteAsync(report, width);
        await page.Browser.OpenAsync(page.Address + fragment);
        return page;
    }

    /// <summary>Writes the report beside a browser that shows nothing yet.</summary>
    public static async Task<ReportPage> WriteAsync(ReportModel report, int width = 1440)
    {
        var page = new ReportPage(await Chromium.StartAsync(width));
        await HtmlReport.WriteAsync(report, Path.Combine(page._folder.FullName, "report.html"), CancellationToken.None);
        return page;
    }

    /// <summary>The text of the first element that a selector finds, as it is shown.</summary>
    public Task<string> TextAsync(string selector) => Browser.ValueAsync<string>($"document.querySelector({Quoted(selector)}).innerText");

    public Task<int> CountAsync(string selector) => Browser.ValueAsync<int>($"document.querySelectorAll({Quoted(selector)}).length");

    /// <summary>Takes a value of a select, an input or a slider, as a reader does.</summary>
    public Task<bool> ChooseAsync(string selector, string value) => Browser.ValueAsync<bool>(
        $"(() => {{ const c = document.querySelector({Quoted(selector)}); c.value = {Quoted(value)}; for (const e of ['input', 'change']) c.dispatchEvent(new Event(e, {{ bubbles: true }})); return true; }})()");

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
