using System.Diagnostics;
using CsCheck;
using QuantGrpc.Evaluator.Steps;

namespace QuantGrpc.Tests.Evaluator.Steps;

public sealed class StepParserPropertyTests
{
    private static readonly string[] Pieces =
    [
        "Step 1: add", "Step 2:", "## Step 3: Title", "**Step 4: bold**", "1. one", "2. two", "   indented", "- bullet", "\n", "\n\n", "\r\n",
        "\\[", "\\]", "$$", "```", "---", "### heading", "**bold line**", "The answer is $\\boxed{4}$.", "#### 72", "**Final Answer**", "x = 5.",
        "<think>", "</think>", "\\begin{align*}", "\\end{align*}", "Thus $\\boxed{\\frac{1}{2}}$.", "| a | b |", " ", "#", "*", "é",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]).Array[0, 40].Select(static parts => string.Concat(parts));

    [Fact]
    public void Every_split_of_the_text_gives_the_same_steps() =>
        Gen.Select(Text, Gen.Int[0, 10_000].Array[0, 12]).Sample(static (text, cuts) =>
        {
            var parser = new StepParser();
            var announced = new List<Step>();
            var from = 0;
            foreach (var cut in cuts.Select(c => c % (text.Length + 1)).Append(text.Length).Order())
            {
                announced.AddRange(parser.Append(text.AsSpan(from, cut - from)));
                from = cut;
            }
            var split = parser.Complete();
            var whole = StepParser.Parse(text);
            return split.Steps.SequenceEqual(whole.Steps) && split.Closing == whole.Closing && split.Format == whole.Format
                && announced.SequenceEqual(whole.Steps.Take(announced.Count));
        });

    [Fact]
    public void Steps_lie_in_order_and_inside_the_text() =>
        Text.Sample(static text =>
        {
            var end = 0;
            foreach (var step in StepParser.Parse(text).Steps)
            {
                step.Start.ShouldBeGreaterThanOrEqualTo(end);
                step.End.ShouldBeInRange(step.Start, text.Length);
                step.Text.ShouldNotBeNullOrWhiteSpace();
                end = step.End;
            }
        });

    [Fact]
    public void A_megabyte_of_anything_is_read_in_linear_time()
    {
        string[] units = ["\n", "1.\n", "2. a\n", "\\[", "```\n", "#### 1\n", "Step 1:\n", "- a\n", "# a\n\n", "a\n\n", "<think>", "**a**\n\nb\n\n", "The answer is 1\n\n", "$$\n\n", "\\"];
        foreach (var unit in units)
        {
            var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
            var watch = Stopwatch.StartNew();
            StepParser.Parse(text).Steps.Count.ShouldBeLessThan(text.Length);
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), $"unit {unit}"); // quadratic work would take minutes
        }
    }
}
