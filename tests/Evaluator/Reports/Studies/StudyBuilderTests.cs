using QuantGrpc.Evaluator.Reports.Studies;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports.Studies;

public sealed class StudyBuilderTests
{
    [Fact]
    public void Losses_stand_by_base_and_variant_with_mean_and_maximum()
    {
        var study = new StudyBuilder([Study("s", "small", [1, 1, 1, 1], [1, 1, 0, 0]), Study("l", "large", [1, 1, 1, 0], [1, 1, 0, 0])]).Build();

        study.Bases.Select(b => (b.Name, b.Accuracy)).ShouldBe([("small", 1), ("large", 0.75)]);
        var column = study.Columns.ShouldHaveSingleItem();
        column.Label.ShouldBe("Q2_K");
        column.Cells.Select(c => c.ShouldNotBeNull().Points.Value).ShouldBe([50, 25]);
        column.Cells.Select(c => Math.Round(c.ShouldNotBeNull().Percent.Value, 6)).ShouldBe([50, 33.333333]);
        (column.Points.Mean.Value, column.Points.Maximum.Value, column.Points.MaximumAt).ShouldBe((37.5, 50, "small"));
        column.Cells[0].ShouldNotBeNull().Levels.Select(l => (l.Level, l.Points.Value)).ShouldBe([(1, 0), (2, 100)]);
    }

    [Fact]
    public void Problems_are_paired_whatever_their_order_in_a_run()
    {
        var turned = Study("l", "large", [1, 1, 0, 1], [0, 0, 1, 1], problems: [3, 2, 1, 0]);

        var losses = new StudyBuilder([Study("s", "small", [1, 0, 1, 1], [1, 1, 0, 0]), turned]).Build().Columns[0];

        losses.Cells[0].ShouldNotBeNull().Levels.Select(l => l.Points.Value).ShouldBe(losses.Cells[1].ShouldNotBeNull().Levels.Select(l => l.Points.Value));
    }

    [Fact]
    public void An_ungradable_answer_never_helps_the_variant()
    {
        var study = new StudyBuilder([Study("s", "small", [1, -1], [-1, 1], problems: [0, 1]), Study("l", "large", [1, 1], [1, 1], problems: [0, 1])]).Build();

        study.Columns[0].Cells[0].ShouldNotBeNull().Points.Value.ShouldBe(50);
    }

    [Fact]
    public void A_variant_that_a_base_lacks_is_left_out_there_and_said()
    {
        var study = new StudyBuilder([Study("s", "small", [1], [0], "Q4_K_M", [0]), Study("l", "large", [1], [1], problems: [0])]).Build();

        study.Columns.Select(c => c.Cells.Count(cell => cell is not null)).ShouldBe([1, 1]);
        study.Notes.ShouldBe(["Q4_K_M: mean and maximum are without large", "Q2_K: mean and maximum are without small"]);
    }

    [Fact]
    public void Runs_that_are_not_comparable_are_refused_with_all_that_differs()
    {
        var other = Study("l", "large", [1, 1], [1, 1], problems: [0, 5], settings: """{"Prompt":"q","Seed":1}""");

        var message = Should.Throw<IncomparableRunsException>(() => new StudyBuilder([Study("s", "small", [1, 1], [1, 1], problems: [0, 1]), other]).Build()).Message;

        message.ShouldContain("problems: 1 of s are not in l (p1), 1 the other way (p5)");
        message.ShouldContain("Prompt: \"p\" in s, \"q\" in l");
        message.ShouldContain("Seed: the default in s, 1 in l");
    }

    [Fact]
    public void An_unfinished_run_is_refused_with_its_numbers()
    {
        var run = Study("s", "small", [1, 1], [1], problems: [0, 1]);

        Should.Throw<IncomparableRunsException>(() => new StudyBuilder([run, run]).Build()).Message.ShouldContain("s is unfinished: 3 of 4 results");
    }

    [Fact]
    public void The_step_grammar_alone_between_two_runs_gives_a_difference_of_differences()
    {
        var free = Study("f", "small", [1, 1, 0, 0], [1, 0, 0, 0]);
        var forced = Study("g", "small", [1, 1, 1, 0], [1, 1, 1, 0], settings: """{"Prompt":"p","StepGrammar":true}""");

        var effects = StepGrammarComparison.Of(forced, free).ShouldNotBeNull().Effects();

        effects.Select(e => e.Effect.Value).ShouldBe([25, 50]);
        effects[0].Interaction.ShouldBeNull();
        var interaction = effects[1].Interaction.ShouldNotBeNull();
        interaction.Value.ShouldBe(25);
        interaction.Interval.Low.ShouldBeLessThan(25);
    }

    [Fact]
    public void Another_setting_besides_the_grammar_is_no_such_comparison() => StepGrammarComparison.Of(
        Study("f", "small", [1], [1], problems: [0]),
        Study("g", "small", [1], [1], problems: [0], settings: """{"Prompt":"q","StepGrammar":true}""")).ShouldBeNull();

    // Scores: 1 right, 0 wrong, -1 ungradable; levels 1, 1, 2, 2 by problem.
    private static StudyRun Study(
        string id, string model, int[] reference, int[] variant, string type = "Q2_K", int[]? problems = null, string settings = """{"Prompt":"p"}""")
    {
        var numbers = problems ?? [0, 1, 2, 3];
        var run = new Run
        {
            Id = id,
            Created = DateTimeOffset.UnixEpoch,
            State = RunState.Complete,
            Dataset = new DatasetFacts { Name = "d", Source = "d", Sha256 = "d" },
            SettingsJson = settings,
            SettingsHash = settings,
            Samples = 1,
            Host = new HostFacts(),
            ProblemCount = numbers.Length,
            Variants =
            [
                new RunVariant { Name = $"{model}-F16", IsReference = true, Facts = new VariantFacts { BaseModel = model, FileType = "F16" } },
                new RunVariant { Name = $"{model}-{type}", Facts = new VariantFacts { BaseModel = model, FileType = type } },
            ],
        };
        return new StudyRun(
            run,
            [.. numbers.Select(n => new RunProblem { ProblemId = $"p{n}", Text = $"Problem {n}", Answer = "1", Level = 1 + (n / 2) })],
            [.. reference.Select((score, at) => Cell(run.Variants[0].Name, at, score)), .. variant.Select((score, at) => Cell(run.Variants[1].Name, at, score))]);
    }

    private static Cell Cell(string variant, int problem, int score) => new()
    {
        ResultId = 0,
        VariantPosition = 0,
        Variant = variant,
        ProblemPosition = problem,
        ProblemId = "",
        ProblemHash = "",
        Sample = 0,
        Grade = score switch { 1 => GradeVerdict.Equivalent, 0 => GradeVerdict.NotEquivalent, _ => GradeVerdict.Ungradable },
        StopReason = "end_of_text",
        StepCount = 1,
        GeneratedTokens = 1,
        Queue = TimeSpan.Zero,
        Prefill = TimeSpan.Zero,
        Decode = TimeSpan.Zero,
    };
}
