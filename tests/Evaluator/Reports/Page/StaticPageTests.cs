using System.Net;
using System.Text.RegularExpressions;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Page;

namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>What stands in the file without a script having run.</summary>
public sealed partial class StaticPageTests
{
    [Fact]
    public void The_words_and_the_first_table_stand_without_scripts()
    {
        var text = Text(HtmlReport.Render(PageReports.Full()));

        text.ShouldContain("Which variant may replace f16, if 2 points of accuracy may be lost?");
        text.ShouldContain("With an acceptable loss of 2 points: a headline.");
        text.ShouldContain("m-Q2: loses.");
        text.ShouldContain("Q2 loses 40.0 (37.0 to 43.0 , passes at 3.0 )");
        text.ShouldContain("45.0 % 25.8 to 65.8 9 of 20 40.0 37.0 to 43.0 gradable: 44.4 9 , 1 of 20 6.0 % 0.020 Holm 0.040 ✕ loses");
    }

    [Fact]
    public void An_unfinished_run_has_neither_question_nor_verdicts()
    {
        var whole = PageReports.Full();
        var report = whole with
        {
            IsComplete = false,
            Unfinished = "3 of 60 results are there.",
            Variants = [.. whole.Variants.Select(v => v with { Loss = v.Loss is null ? null : v.Loss with { Verdict = null, Verdicts = [] } })],
        };

        var text = Text(HtmlReport.Render(report));

        text.ShouldContain("3 of 60 results are there.");
        text.ShouldNotContain("Which variant");
        text.ShouldContain("no verdict");
    }

    [Theory]
    [InlineData(-0.04, "0.0")]
    [InlineData(-2.25, "−2.3")]
    [InlineData(12.5, "12.5")]
    public void A_minus_is_no_hyphen_and_zero_has_no_sign(double value, string expected) => Markup.Number(value).ShouldBe(expected);

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1536, "1.50 KiB")]
    [InlineData(5_000_000_000, "4.66 GiB")]
    public void Bytes_are_told_in_the_unit_that_suits_them(long count, string expected) => Markup.Bytes(count).ShouldBe(expected);

    [Fact]
    public void What_all_names_begin_with_is_left_out_up_to_its_last_dash()
    {
        var names = new VariantNames(ReportSamples.Report().Variants);

        names.Ordered.Select(v => names.Short(v.Id)).ShouldBe(["f16", "Q2", "Q4"]);
    }

    // The body's text up to the data, without tags.
    private static string Text(string page)
    {
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<script id=\"sentences\"", StringComparison.Ordinal)];
        return WebUtility.HtmlDecode(Space().Replace(Tag().Replace(body, " "), " "));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
