using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Steps;

public sealed class StepParserTests
{
    private const string Frame = "Step 1: Add: $6 + 5 = 11$.\nStep 2: Halve it.\nThe answer is $\\boxed{5.5}$.";

    private static readonly string[] Texts =
    [
        Frame, "1. First.\n2. Second,\n   more of it.\n\nFinal Answer: $7$", "## Step 1: Title\nText.\n\n## Step 2: More\n$$\na\n\n= b\n$$\n\nThe answer is 3.",
        "One paragraph.\n\n\\[\nx\n\n= 2\n\\]\n\nAnother.", "**Step 1:** bold\r\n**Step 2:** too\r\n", "", "\n\n", "only a line",
    ];

    [Fact]
    public void The_frame_is_steps_and_a_closing_answer()
    {
        var parsed = Parse(Frame, int.MaxValue);

        parsed.Steps.Select(s => s.Text).ShouldBe(["Add: $6 + 5 = 11$.", "Halve it."]);
        parsed.Closing.ShouldBe("The answer is $\\boxed{5.5}$.");
        parsed.Format.ShouldBe(StepFormat.StepLabels);
        parsed.FollowsFrame.ShouldBeTrue();
        Frame[parsed.Steps[1].Start..parsed.Steps[1].End].ShouldBe("Step 2: Halve it.");
    }

    [Fact]
    public void Every_reference_solution_of_MiniMATH_follows_the_frame()
    {
        foreach (var line in File.ReadLines(Repository.PathOf("models", "minimath", "minimath_test.jsonl")))
        {
            var solution = JsonDocument.Parse(line).RootElement.GetProperty("solution").GetString() ?? "";
            var parsed = Parse(solution, int.MaxValue);

            parsed.FollowsFrame.ShouldBeTrue(solution);
            parsed.Steps.Count.ShouldBe(solution.Split('\n').Length - 1);
        }
    }

    [Fact]
    public void Every_cut_of_a_text_gives_the_same_steps() => Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Int[1, 30]).Sample((which, size) =>
        JsonSerializer.Serialize(Parse(Texts[which], size)) == JsonSerializer.Serialize(Parse(Texts[which], int.MaxValue)));

    [Fact]
    public void A_step_is_announced_when_the_next_one_begins()
    {
        var parser = new StepParser();

        parser.Append("Step 1: one\nStep 2: t").ShouldBeEmpty();
        parser.Append("wo\nStep 3: three").ShouldHaveSingleItem().Text.ShouldBe("one");
        parser.Complete().Steps.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("1. First.\n2. Second,\n   more of it.\n", "NumberedList", 2)]
    [InlineData("## Step 1: Title\nText.\n\n## Step 2: More\nText.", "StepLabels", 2)]
    [InlineData("One paragraph.\n\n$$\nx\n\n= 2\n$$\n\nAnother one.", "Paragraphs", 3)]
    [InlineData("```\na\n\nb\n```\n\nThen this.", "Paragraphs", 2)]
    [InlineData("one line\nanother", "Lines", 2)]
    [InlineData(" \n ", "Unparseable", 0)]
    public void Layouts_are_told_apart(string text, string format, int steps)
    {
        var parsed = Parse(text, int.MaxValue);

        parsed.Format.ToString().ShouldBe(format);
        parsed.Steps.Count.ShouldBe(steps);
    }

    [Theory]
    [InlineData("Step 1: a\n")]
    [InlineData("\\[\n")]
    [InlineData("1. x\n")]
    [InlineData("**")]
    [InlineData(" ")]
    public void A_hostile_megabyte_costs_little(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, (1 << 20) / unit.Length));
        var start = Stopwatch.GetTimestamp();

        Parse(text, 4096);

        Stopwatch.GetElapsedTime(start).TotalSeconds.ShouldBeLessThan(5);
    }

    private static ParsedSolution Parse(string text, int size)
    {
        var parser = new StepParser();
        for (var at = 0; at < text.Length; at += Math.Min(size, text.Length - at))
        {
            parser.Append(text.Substring(at, Math.Min(size, text.Length - at)));
        }

        return parser.Complete();
    }
}
