namespace QuantGrpc.Tests.Evaluator.Reports.Page;

/// <summary>The browser of failures, as a reader uses it.</summary>
public sealed class FailureBrowserTests
{
    private const string Chosen = "[role=option][aria-selected=true] .start";

    [Fact]
    public async Task Of_many_failures_only_the_rows_in_view_are_made()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(5000));

        (await page.TextAsync("#failures [aria-live]")).ShouldStartWith("5,000 failures");
        (await page.CountAsync("[role=option]")).ShouldBeInRange(5, 60);
        (await page.Browser.ValueAsync<string>("document.querySelector('[role=option]').getAttribute('aria-setsize')")).ShouldBe("5000");
    }

    [Fact]
    public async Task Keys_move_through_the_list_and_lead_into_the_failure_and_back()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(500));
        await page.Browser.PressAsync("/");
        (await page.Browser.ValueAsync<string>("document.activeElement.type")).ShouldBe("search");
        await page.Browser.PressAsync("Enter");

        await page.Browser.PressAsync("ArrowDown");
        (await page.TextAsync(Chosen)).ShouldStartWith("Problem 1:");
        await page.Browser.PressAsync("End");
        (await page.TextAsync(Chosen)).ShouldStartWith("Problem 499 of a needle");
        (await page.TextAsync(".detail .problem")).ShouldStartWith("Problem 499");
        await page.Browser.PressAsync("ArrowUp");
        (await page.TextAsync(Chosen)).ShouldStartWith("Problem 498");

        await page.Browser.PressAsync("Enter");
        (await page.Browser.ValueAsync<string>("document.activeElement.className")).ShouldContain("detail");
        await page.Browser.PressAsync("Escape");
        (await page.Browser.ValueAsync<string>("document.activeElement.getAttribute('role')")).ShouldBe("listbox");
    }

    [Fact]
    public async Task Choices_narrow_the_list_and_say_how_many_each_would_show()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(100));

        await page.ChooseAsync("select[name=subject]", "Geometry");
        (await page.TextAsync("#failures [aria-live]")).ShouldStartWith("25 of 100 failures");
        (await page.TextAsync("select[name=flip]")).ShouldContain("the reference is right (9)");
        await page.ChooseAsync("select[name=flip]", "Lost");
        await page.ChooseAsync("select[name=agreement]", "majority");
        await page.ChooseAsync("select[name=level]", "4");
        (await page.TextAsync("#failures [aria-live]")).ShouldStartWith("2 of 100 failures");
        (await page.TextAsync(Chosen)).ShouldStartWith("Problem 3:");
    }

    [Fact]
    public async Task A_search_finds_words_in_any_order_and_says_where_nothing_is_found()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(100));

        await page.ChooseAsync("input[type=search]", "needle PROBLEM");
        (await page.TextAsync(Chosen)).ShouldStartWith("Problem 99 of a needle");
        await page.ChooseAsync("input[type=search]", "no such words");
        (await page.TextAsync(".detail")).ShouldBe("No failure is like this.");
    }

    [Fact]
    public async Task What_the_reference_alone_fails_on_is_gained_by_those_that_solve_it()
    {
        var report = PageReports.Full() with { Samples = 1 };
        var own = report.Failures[1] with { ProblemId = "a" };
        await using var page = await ReportPage.OpenAsync(report with { Failures = [own, own with { Variant = "m-Q4", Flip = "BothWrong" }] }, "#failures?flip=Gained");

        (await page.TextAsync("#failures [aria-live]")).ShouldStartWith("1 of 2 failures");
        (await page.TextAsync(".detail .answers")).ShouldContain("solved by\nQ2");
    }

    [Fact]
    public async Task A_number_of_the_first_table_leads_to_the_failures_behind_it()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(60));

        await page.Browser.ValueAsync<bool>("(document.querySelector('#summary a[href*=\"m-Q2\"]').click(), true)");

        await page.Browser.UntilAsync("document.querySelector('#failures [aria-live]').textContent.startsWith('10 of 60')");
        (await page.Browser.ValueAsync<string>("document.querySelector('select[name=variant]').value")).ShouldBe("m-Q2");
    }

    [Fact]
    public async Task Mathematics_is_typeset_when_it_comes_into_view()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(5000));
        (await page.CountAsync("#failures .katex")).ShouldBe(0);

        await page.Browser.ValueAsync<bool>("(document.getElementById('failures').scrollIntoView(), true)");

        await page.Browser.UntilAsync("document.querySelectorAll('.detail .problem .katex').length === 2");
        (await page.CountAsync("#failures .katex")).ShouldBeLessThan(120);
    }

    [Fact]
    public async Task Where_one_solution_closes_earlier_the_solutions_part_at_its_answer()
    {
        var report = PageReports.Full();
        var shorter = report.Failures[0] with { Steps = ["One.", "Two."], ReferenceSteps = ["One.", "Two.", "Three."], FirstErrorStep = null };
        await using var page = await ReportPage.OpenAsync(report with { Failures = [shorter] }, "#failure-1");

        (await page.TextAsync(".solution:first-child li.parted")).ShouldStartWith("Three.");
        (await page.TextAsync(".solution:last-child li.parted")).ShouldStartWith("answer:");
    }

    [Fact]
    public async Task The_first_wrong_step_and_the_place_where_the_solutions_part_are_marked()
    {
        await using var page = await ReportPage.OpenAsync(PageReports.Many(30), "#failure-2");

        (await page.TextAsync("li.wrong")).ShouldContain("first wrong step: computational error");
        (await page.CountAsync("li.wrong.parted")).ShouldBe(1);
        (await page.TextAsync("li.parted:not(.wrong) + li.parted mark")).ShouldBe("Otherwise.");
        (await page.TextAsync("li.parted")).ShouldContain("given these tokens, Q4 first prefers another one in this step");
        (await page.Browser.ValueAsync<string>("document.querySelector('.solution pre mark').textContent")).ShouldBe("Otherwise.");
    }
}
