using QuantGrpc.Evaluator.Generation;
using Spectre.Console;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A line under a lane.</summary>
internal sealed record LaneFact(string Name, string Value)
{
    public Color Colour { get; init; } = Color.Default;
}

/// <summary>What is to be said of a lane, set beside the reference.</summary>
internal sealed class LaneFacts(Lane reference, string? gold)
{
    private const int Peaks = 3;

    public IReadOnlyList<LaneFact> Of(Lane lane)
    {
        var facts = new List<LaneFact>();
        if (lane != reference)
        {
            AddParting(facts, lane);
            AddAgreement(facts, lane);
        }

        var answer = FinalAnswer.Of(lane.Text, gold);
        facts.Add(new LaneFact("ended", Ended(lane.End, lane.Tokens.Count)));
        facts.Add(new LaneFact("answer", answer.Words) { Colour = answer.Colour });
        return facts;
    }

    /// <summary>Why and where a text ended.</summary>
    public static string Ended(GenerationEnded? end, int tokens) => end?.Stop switch
    {
        GenerationStop.EndOfText => $"end of text after {Figures.Count(tokens, "token")}",
        GenerationStop.StopString => $"a stop string after {Figures.Count(tokens, "token")}",
        _ => $"cut after {Figures.Count(tokens, "token")}",
    };

    private void AddParting(List<LaneFact> facts, Lane lane)
    {
        if (lane.FirstDivergence is not { } at)
        {
            facts.Add(new LaneFact("first divergence", "none"));
            return;
        }

        var (own, other) = (lane.Tokens[at].Token, reference.Tokens[at].Token);
        var step = new SteppedText(lane.Tokens.Select(t => t.Token.Text)).StepOf(at) is { } number ? $", step {number}" : "";
        var divergence = lane.Tokens[at].Divergence is { } nats ? $", KL {Figures.Nats(nats)} nats" : "";
        facts.Add(new LaneFact("first divergence", $"token {at}{step}{divergence}"));
        facts.Add(new LaneFact("  reference took", $"\"{reference.Show(at)}\": {Shares(other, own)} by {lane.Variant}; margin {Figures.Margin(other.Margin)}"));
        facts.Add(new LaneFact("  this side took", $"\"{lane.Show(at)}\": {Shares(own, other)} by {reference.Variant}; margin {Figures.Margin(own.Margin)}"));
    }

    private static string Shares(TokenGenerated taken, TokenGenerated elsewhere) =>
        $"{Figures.Probability(taken.Logprob)} by itself, {ShareOf(taken.Id, elsewhere)}";

    private static string ShareOf(uint id, TokenGenerated token) => token.Alternatives.FirstOrDefault(a => a.Id == id) is { } alternative
        ? Figures.Probability(alternative.Logprob)
        : $"not among the first {token.Alternatives.Count}";

    private static void AddAgreement(List<LaneFact> facts, Lane lane)
    {
        if (lane.Total is { Tokens: > 0 } total)
        {
            facts.Add(new LaneFact("rejoins", $"{total.Rejoins}"));
            facts.Add(new LaneFact("equal", $"{total.EqualTokens} of {Figures.Count(total.Tokens, "token")} ({Figures.Percent((double)total.EqualTokens / total.Tokens)})"));
        }

        var measured = lane.Tokens.Select((token, index) => (Nats: token.Divergence, Index: index)).Where(t => t.Nats is not null).ToList();
        if (measured.Count > 0)
        {
            var peaks = measured.OrderByDescending(t => t.Nats).Take(Peaks).Select(t => $"{Figures.Nats(t.Nats ?? 0)} at {t.Index} \"{lane.Show(t.Index)}\"");
            facts.Add(new LaneFact("KL, same context", $"mean {Figures.Nats(measured.Average(t => t.Nats ?? 0))} nats over {Figures.Count(measured.Count, "token")}"));
            facts.Add(new LaneFact("  largest", string.Join(", ", peaks)));
        }
    }
}
