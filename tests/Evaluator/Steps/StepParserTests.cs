using System.Text.Json;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Evaluator.Steps;

public sealed class StepParserTests
{
    private static string[] Texts(string text) => [.. StepParser.Parse(text).Steps.Select(static s => s.Text)];

    [Fact]
    public void MiniMATH_form_gives_its_steps_and_the_closing_answer()
    {
        var parsed = StepParser.Parse("Step 1: Add: $1 + 2 = 3$.\nStep 2: Double: $2 \\cdot 3 = 6$.\nThe answer is $\\boxed{6}$.");
        parsed.Steps.Select(static s => s.Text).ShouldBe(["Add: $1 + 2 = 3$.", "Double: $2 \\cdot 3 = 6$."]);
        parsed.Closing.ShouldBe("The answer is $\\boxed{6}$.");
        parsed.Format.ShouldBe(StepFormat.StepLabels);
        parsed.FollowsFrame.ShouldBeTrue();
    }

    [Fact]
    public void Every_reference_solution_of_MiniMATH_follows_the_frame()
    {
        foreach (var line in File.ReadLines(Repository.PathOf("models", "minimath", "minimath_test.jsonl")))
        {
            var solution = JsonDocument.Parse(line).RootElement.GetProperty("solution").GetString() ?? "";
            var parsed = StepParser.Parse(solution);

            parsed.FollowsFrame.ShouldBeTrue(solution);
            parsed.Steps.Count.ShouldBe(solution.Split('\n').Length - 1);
        }
    }

    [Fact]
    public void Ranges_cover_the_label_and_end_with_the_text()
    {
        const string text = "Step 1: Add.\n\nStep 2: Stop.";
        var second = StepParser.Parse(text).Steps[1];
        text[second.Start..second.End].ShouldBe("Step 2: Stop.");
        second.Number.ShouldBe(2);
    }

    [Fact]
    public void A_step_is_announced_when_the_next_one_begins()
    {
        var parser = new StepParser();
        parser.Append("Step 1: Add.\nStep 2").ShouldBeEmpty();
        parser.Append(": Stop.\nStep").ShouldHaveSingleItem().Text.ShouldBe("Add.");
        parser.Append("The answer is $\\boxed{1}$.\n").ShouldBeEmpty();
        parser.Complete().Steps.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Step 1: a\n\nStep 3: b\n\nThe answer is \\boxed{1}.")] // a number left out
    [InlineData("**Step 1:** a\n**Step 2:** b\nThe answer is \\boxed{1}.")] // another label
    [InlineData("First.\n\nStep 1: a\nThe answer is \\boxed{1}.")] // words before
    [InlineData("Step 1: a\nStep 2: b\nThe answer is 1.")] // no box
    [InlineData("Step 1: a\nStep 2: so \\boxed{1}")] // no closing line
    public void Anything_but_the_exact_frame_is_said_not_to_follow_it(string text) =>
        StepParser.Parse(text).FollowsFrame.ShouldBeFalse();

    [Theory]
    [InlineData("## Step 1: Halve\nThat gives 4.\n\nThen more.\n\n## Step 2: Add\nThat gives 5.", StepFormat.HeadingSteps)]
    [InlineData("**Step 1: Halve**\nThat gives 4.\n\nThen more.\n\n**Step 2: Add**\nThat gives 5.", StepFormat.BoldSteps)]
    [InlineData("### Step 1\n\nHalve That gives 4. Then more.\n\n---\n\n### Step 2\n\nAdd That gives 5.", StepFormat.HeadingSteps)]
    [InlineData("1. Halve\n   That gives 4.\n\n   Then more.\n2. Add\n   That gives 5.", StepFormat.NumberedList)]
    [InlineData("1. Halve\n\nThat gives 4.\n\nThen more.\n\n2. Add That gives 5.", StepFormat.NumberedList)]
    [InlineData("- Halve That gives 4. Then more.\n- Add That gives 5.", StepFormat.Bullets)]
    [InlineData("### Halve\nThat gives 4.\n\nThen more.\n\n### Add\nThat gives 5.", StepFormat.Headings)]
    [InlineData("Halve That gives 4. Then more.\r\n\r\nAdd That gives 5.", StepFormat.Paragraphs)]
    [InlineData("Halve That gives 4. Then more.\nAdd That gives 5.", StepFormat.Lines)]
    public void Each_layout_gives_the_same_two_steps(string text, object format)
    {
        var parsed = StepParser.Parse(text);
        parsed.Steps.Select(static s => string.Join(' ', s.Text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)))
            .ShouldBe(["Halve That gives 4. Then more.", "Add That gives 5."]);
        parsed.Format.ToString().ShouldBe(format.ToString());
    }

    [Fact]
    public void Paragraphs_around_a_numbered_list_are_steps_of_their_own() =>
        Texts("We add 1 and 2.\n\n1. Write 1.\n2. Add 2.\n\nIt gives 3.\n\nSo $\\boxed{3}$.").Length.ShouldBe(4);

    [Fact]
    public void Display_mathematics_and_code_are_not_torn_apart()
    {
        Texts("We have: \\[\n\nx = 1\n\n\\]\n\nThen:\n```\na = 1\n\nStep 1: print\n```\n\nDone with 1.").Length.ShouldBe(3);
        Texts("It gives\n\n$$\nx = 2.\n$$\n\nNow add 1.").Length.ShouldBe(2);
    }

    [Fact]
    public void A_formula_that_never_closes_ends_at_the_next_label() =>
        Texts("Step 1: so \\[ x = 1\nStep 2: add.\nStep 3: stop.").Length.ShouldBe(3);

    [Fact]
    public void Bullets_and_cases_inside_a_paragraph_stay_in_it() =>
        Texts("Take 3 values.\n\nCases:\n1. odd\n2. even\n\n- one\n- two\n\nThen add 2.").Length.ShouldBe(3);

    [Fact]
    public void Thinking_is_no_part_of_the_solution()
    {
        Texts("<think>\nStep 1: maybe 4?\n\n</think>\nStep 1: It is 5.\nThe answer is 5.").ShouldBe(["It is 5."]);
        StepParser.Parse("<think>\nStep 1: maybe 4?").Format.ShouldBe(StepFormat.Unparseable);
    }

    [Theory]
    [InlineData("Add 1.\n\n**Final Answer**\n\n\\boxed{3}", "**Final Answer**\n\n\\boxed{3}")]
    [InlineData("Add 1.\nAdd 2.\n#### 3", "#### 3")]
    [InlineData("1. Add 1.\n2. Add 2.\nThe answer is: 3.\n\nI hope this helps!", "The answer is: 3.\n\nI hope this helps!")]
    [InlineData("Add 1. Add 2.\n\nTherefore the sum is $\\boxed{3}$.", "Therefore the sum is $\\boxed{3}$.")]
    [InlineData("Step 1: Add.\n\nThus, the final answer is 3.", "Thus, the final answer is 3.")]
    [InlineData("Add 1 and 2.\n\nAdding. That is 3, hence $\\boxed{3}$.", null)]
    [InlineData("Step 1: Add 1.\nStep 2: So $\\boxed{3}$.", null)]
    public void The_closing_answer_is_apart_from_the_steps_where_it_only_states_the_answer(string text, string? closing) =>
        StepParser.Parse(text).Closing.ShouldBe(closing);

    [Fact]
    public void Words_that_only_look_like_labels_are_text() =>
        Texts("Step 1 gives us 4, and\nstep 2 of it gives 5.\n\nAnswer the question:\n\n3.5 is more.").Length.ShouldBe(3);

    [Fact]
    public void A_label_at_which_the_output_was_cut_is_no_step() =>
        Texts("Step 1: Add.\nStep 2:").ShouldBe(["Add."]);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n")]
    [InlineData("The answer is $\\boxed{4}$.")]
    public void Text_without_steps_is_unparseable(string text) =>
        StepParser.Parse(text).Format.ShouldBe(StepFormat.Unparseable);
}
