using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Reports;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>The report as a file: what is in it, and what cannot be.</summary>
public sealed partial class HtmlReportTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!-- <script> -->")]
    [InlineData("\u2028\u2029\u0000]]>")]
    [InlineData("{data} {scripts} /*{report.js}*/ $1 $&")]
    [InlineData("\\u003c/script\\u003e &lt;/script&gt;")]
    public void Hostile_text_comes_back_as_the_data_that_it_was(string text)
    {
        var page = HtmlReport.Render(ReportSamples.Report(text));

        var report = JsonSerializer.Deserialize<ReportModel>(Data(page), Web).ShouldNotBeNull();
        report.Failures[0].Problem.ShouldBe(text);
        report.Notice.ShouldBe(text);
        Data(page).ShouldNotContain("<");
        Script().Count(page).ShouldBe(4);
    }

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character()
    {
        var text = $"a{(char)0xD800}b";

        var page = HtmlReport.Render(ReportSamples.Report(text));

        JsonSerializer.Deserialize<ReportModel>(Data(page), Web)?.Failures[0].Problem.ShouldBe("a\uFFFDb");
    }

    [Fact]
    public void The_data_is_the_whole_report()
    {
        var report = ReportSamples.Report();

        var back = JsonSerializer.Deserialize<ReportModel>(Data(HtmlReport.Render(report)), Web);

        JsonSerializer.Serialize(back, Web).ShouldBe(JsonSerializer.Serialize(report, Web));
    }

    [Fact]
    public void The_page_loads_nothing_from_elsewhere()
    {
        var page = HtmlReport.Render(ReportSamples.Report(ReportSamples.Hostile));

        Loading().Matches(page).Select(m => m.Value).ShouldBeEmpty();
    }

    [Fact]
    public void The_policy_allows_the_pages_own_scripts_and_styles_and_no_others()
    {
        var page = HtmlReport.Render(ReportSamples.Report());
        var policy = Policy().Match(page).Groups["policy"].Value;

        policy.ShouldStartWith("default-src 'none';");
        policy.Split("script-src")[1].Split(';')[0].ShouldNotContain("unsafe");
        foreach (var own in Own().Matches(page).Select(m => m.Groups["text"].Value))
        {
            policy.ShouldContain($"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(own)))}'");
        }
    }

    private static string Data(string page) => DataElement().Match(page).Groups["json"].Value;

    [GeneratedRegex("""<script id="data" type="application/json">(?<json>.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataElement();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    // Attributes and style rules that fetch something: only fragments of the page and data addresses may stand in them.
    [GeneratedRegex("""\b(?:src|href|action|poster)\s*=\s*["'](?!#)[^"']{1,60}|url\((?!data:)[^)]{0,60}|@import[^;]{0,60}""", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex("""Content-Security-Policy" content="(?<policy>[^"]*)""")]
    private static partial Regex Policy();

    [GeneratedRegex("<(?<name>script|style)>(?<text>.*?)</\\k<name>>", RegexOptions.Singleline)]
    private static partial Regex Own();
}
