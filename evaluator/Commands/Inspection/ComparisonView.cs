using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Shows variants that write in step: how far they are as rounds arrive, then a lane a variant.</summary>
internal sealed class ComparisonView(IAnsiConsole console, InspectionText text, string? gold)
{
    /// <returns>What the sides wrote.</returns>
    public async Task<Lanes> ShowAsync(IAsyncEnumerable<ComparisonEvent> events)
    {
        var lanes = new Lanes();
        await StatusLine.ShowAsync(console, "waiting for the server", async report =>
        {
            await foreach (var item in events)
            {
                lanes.Take(item);
                report(Progress(lanes));
            }
        });
        Write(lanes);
        return lanes;
    }

    private void Write(Lanes lanes)
    {
        text.Note(text.IsColoured
            ? "reversed: another token than the reference's; dim: apart from it; ⟨=n⟩: its text again, from its token n on"
            : "⟪ ⟫: where a side takes another token than the reference; ⟨=n⟩: the reference's text again, from its token n on");
        text.Line();
        var facts = new LaneFacts(lanes.Reference, gold);
        foreach (var lane in lanes.Sides)
        {
            text.Heading(lane == lanes.Reference ? $"{lane.Variant} (reference)" : lane.Variant);
            text.Text(() => LaneText.Coloured(lane), () => LaneText.Plain(lane));
            text.Facts(facts.Of(lane));
            text.Line();
        }
    }

    private static string Progress(Lanes lanes)
    {
        var sides = lanes.Sides.Skip(1).Select(l => l.FirstDivergence is { } at ? $"{l.Variant} left at {at}" : $"{l.Variant} the same");
        return $"token {lanes.Sides.Max(l => l.Tokens.Count)}: {string.Join(", ", sides)}";
    }
}
