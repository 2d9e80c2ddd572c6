using QuantGrpc.Evaluator.Reports.Judged;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>What a report says of its judges.</summary>
public sealed class JudgedReportTests
{
    private const string Computing = "computational_error";
    private const string Rule = "formula_rule_error";

    // Steps 1 1, 2 2, 1 2: of 6 labels 3 and 3; one pair of three disagrees, 3/5 would by chance.
    [Fact]
    public async Task Judges_agreement_beyond_chance_is_alpha()
    {
        await using var stored = await StoredReport.CreateAsync(3, ["F16", "Q2"], ["a", "b"]);
        await stored.AddAsync("F16", "RRR");
        await stored.AddAsync("Q2", "WWW");
        foreach (var (problem, first, second) in new[] { (0, 1, 1), (1, 2, 2), (2, 1, 2) })
        {
            await stored.JudgeAsync(stored.Result("Q2", problem), "a", first, [Computing]);
            await stored.JudgeAsync(stored.Result("Q2", problem), "b", second, [Computing]);
        }

        var agreement = (await stored.BuildAsync()).Agreement.ShouldNotBeNull();

        agreement.Steps.ShouldNotBeNull().Value.ShouldNotBeNull().ShouldBe(1 - (1 / 3.0 / 0.6), 1e-9);
        (agreement.Types, agreement.Failures, agreement.Judges).ShouldBe((null, 3, 2));
    }

    // The judge calls half of the wrong formulas computing, and knows computing: of ten failures it calls seven computing.
    [Fact]
    public async Task Error_types_are_corrected_for_the_confusion_that_labels_show()
    {
        await using var stored = await StoredReport.CreateAsync(20, ["F16", "Q2"], ["a"]);
        await stored.AddAsync("F16", new string('R', 20));
        await stored.AddAsync("Q2", "WWWWWWWWWWRRRRRRRRRR");
        for (var problem = 0; problem < 10; problem++)
        {
            await stored.JudgeAsync(stored.Result("Q2", problem), "a", 1, [problem < 7 ? Computing : Rule]);
        }

        await stored.Store.AddLabelsAsync("run-1", [.. new[] { 0, 1 }.Select(p => Label(stored.Result("Q2", p), Computing)), .. new[] { 6, 9 }.Select(p => Label(stored.Result("Q2", p), Rule))]);
        var report = await stored.BuildAsync();

        var corrected = report.Variants[1].CorrectedErrors;
        corrected.Select(c => c.Name).ShouldBe([Computing, Rule]);
        corrected.Select(c => c.Share.Value ?? 0).ShouldBe([40, 60], 0.01);
        corrected.Select(c => c.Per100.Value ?? 0).ShouldBe([20, 30], 0.01);
        report.CorrectedByKind.ShouldBe("person");
        var accuracy = report.JudgeAccuracy.ShouldHaveSingleItem();
        (accuracy.Judge, accuracy.Labels, accuracy.Step.Value, accuracy.Type.Value).ShouldBe(("a", "people, round 1", 100, 75));
    }

    [Fact]
    public async Task Every_judges_cost_is_counted_over_all_its_replies()
    {
        await using var stored = await StoredReport.CreateAsync(2, ["F16", "Q2"], ["a"]);
        await stored.AddAsync("F16", "RR");
        await stored.AddAsync("Q2", "WW");
        foreach (var kind in new[] { VerdictKind.Valid, VerdictKind.Invalid })
        {
            await stored.Store.AddVerdictAsync(StoreSamples.Verdict(stored.Result("Q2", kind == VerdictKind.Valid ? 0 : 1), kind, "a") with { PromptTokens = 100, GeneratedTokens = 7 });
        }

        (await stored.BuildAsync()).JudgeCosts.ShouldBe([new JudgeCostModel("a", 2, 200, 14, 0.5)]);
    }

    [Fact]
    public async Task What_a_solution_took_back_and_what_was_miscopied_is_counted_where_judges_are_asked_for_it()
    {
        await using var stored = await StoredReport.CreateAsync(3, ["F16", "Q2"], ["a"]);
        await stored.AddAsync("F16", "RRR");
        await stored.AddAsync("Q2", "WWW");
        var verdict = StoreSamples.Verdict(stored.Result("Q2", 0), VerdictKind.Valid, "a");
        await stored.Store.AddVerdictAsync(verdict with { CorrectedSteps = [1], FirstErrorStep = 2, Transcription = true });
        await stored.Store.AddVerdictAsync(verdict with { ResultId = stored.Result("Q2", 1), CorrectedSteps = [], Transcription = false });
        await stored.Store.AddVerdictAsync(verdict with { ResultId = stored.Result("Q2", 2) });

        var variant = (await stored.BuildAsync()).Variants[1];

        (variant.SelfRepair?.Successes, variant.SelfRepair?.Trials).ShouldBe((1, 2));
        var computing = variant.Capabilities[0];
        (computing.Rate.Successes, computing.Transcribed?.Successes, computing.Transcribed?.Trials).ShouldBe((3, 1, 2));
        variant.Capabilities[1].Transcribed.ShouldBeNull();
    }

    [Fact]
    public async Task Without_labels_nothing_is_corrected()
    {
        await using var stored = await StoredReport.CreateAsync(1, ["F16", "Q2"], ["a"]);
        await stored.AddAsync("F16", "R");
        await stored.AddAsync(new Given("Q2", 0, 'W') { Step = 1 });

        var report = await stored.BuildAsync();

        (report.Variants[1].CorrectedErrors.Count, report.JudgeAccuracy.Count, report.CorrectedByKind).ShouldBe((0, 0, null));
    }

    [Theory]
    [InlineData("variant:m-Q2,prompt=instruction", "The judge variant:m-Q2 is of the base model that it judges, Mini")]
    [InlineData("openai:http://h/v1#some-mini-7b,prompt=critique", "The judge openai:http://h/v1#some-mini-7b seems to be of the base model that it judges, Mini")]
    public async Task A_judge_of_the_judged_base_model_is_warned_of(string judge, string warning)
    {
        await using var stored = await StoredReport.CreateAsync(1, ["F16", "Q2"], [judge, "rule"]);

        JudgeWarnings.Of(await stored.RunAsync()).ShouldHaveSingleItem().ShouldStartWith(warning);
    }

    [Fact]
    public async Task One_model_under_several_prompts_is_no_panel_of_as_many()
    {
        await using var stored = await StoredReport.CreateAsync(1, ["F16", "Q2"], ["openai:http://h/v1#big,prompt=critique", "openai:http://h/v1#big,prompt=instruction"]);

        JudgeWarnings.Of(await stored.RunAsync()).ShouldHaveSingleItem().ShouldStartWith("2 judges are openai:http://h/v1#big under several prompts");
    }

    private static FailureLabel Label(long result, string type) => new()
    {
        ResultId = result, AnnotatorKind = "person", AnnotatorName = "", Round = 1, FirstErrorStep = 1, ErrorType = type, Stratum = "all", Weight = 2.5,
    };
}
