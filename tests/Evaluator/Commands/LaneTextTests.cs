using QuantGrpc.Evaluator.Commands.Inspection;
using Spectre.Console;
using Spectre.Console.Rendering;
using static QuantGrpc.Tests.Evaluator.Commands.LaneSamples;

namespace QuantGrpc.Tests.Evaluator.Commands;

public sealed class LaneTextTests
{
    [Fact]
    public void Both_lanes_mark_the_token_at_which_they_part_and_the_side_where_it_comes_back()
    {
        var lanes = LaneSamples.Of(["5", "=", "10", ".", "So"], ["5", "=", "11", "!", ".", "So"], Same(0), Same(1), Diverged(2), Apart(3), Rejoined(4, 3), Same(5));

        LaneText.Plain(lanes.Reference).ShouldBe("5=⟪10⟫.So");
        LaneText.Plain(lanes.Sides[1]).ShouldBe("5=⟪11⟫!⟨=3⟩.So");
    }

    [Fact]
    public void A_side_that_goes_along_bears_no_mark()
    {
        var lanes = LaneSamples.Of(["a", "\n", "b"], ["a", "\n", "b"], Same(0), Same(1), Same(2));

        LaneText.Plain(lanes.Sides[1]).ShouldBe("a\nb");
    }

    [Fact]
    public void A_line_end_or_the_end_of_the_text_is_named_where_it_is_the_difference()
    {
        var lanes = LaneSamples.Of(["a", ""], ["a", ".\n", "b"], Same(0), Diverged(1), Apart(2));

        LaneText.Plain(lanes.Reference).ShouldBe("a⟪end of text⟫");
        LaneText.Plain(lanes.Sides[1]).ShouldBe("a⟪.\\n⟫\nb");
    }

    [Fact]
    public void A_later_alignment_replaces_an_earlier_one()
    {
        var lanes = LaneSamples.Of(["a", "b", "c"], ["x", "b", "c"], Diverged(0), Apart(1), Apart(2), Rejoined(1, 1), Same(2));

        LaneText.Plain(lanes.Sides[1]).ShouldBe("⟪x⟫⟨=1⟩bc");
    }

    [Fact]
    public void A_terminal_gets_reverse_video_and_dimmed_words_and_no_marks()
    {
        var lanes = LaneSamples.Of(["a", "b", "c"], ["a", "x", "y"], Same(0), Diverged(1), Apart(2));

        var segments = Segments(LaneText.Coloured(lanes.Sides[1]));

        segments.Where(s => s.Style.Decoration.HasFlag(Decoration.Invert)).Select(s => s.Text).ShouldBe(["x"]);
        segments.Where(s => s.Style.Decoration == Decoration.Dim).Select(s => s.Text).ShouldBe(["y"]);
        string.Concat(segments.Select(s => s.Text)).Trim().ShouldBe("axy");
    }

    [Fact]
    public void Control_characters_of_a_model_never_reach_the_terminal()
    {
        var lanes = LaneSamples.Of(["\u001b[2J", "b\u0007"], ["\u001b[2J", "\u009b"], Same(0), Diverged(1));

        LaneText.Plain(lanes.Reference).ShouldBe("\uFFFD[2J⟪b\uFFFD⟫");
        LaneText.Plain(lanes.Sides[1]).ShouldBe("\uFFFD[2J⟪\uFFFD⟫");
    }

    private static List<Segment> Segments(Paragraph text)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });
        return [.. ((IRenderable)text).Render(RenderOptions.Create(console, console.Profile.Capabilities), 80)];
    }
}
