using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A comparison as JSON: one object a round, as it arrives, one at the beginning and one at the end.</summary>
internal sealed class ComparisonJson(JsonLines output, string? gold)
{
    /// <returns>What the sides wrote.</returns>
    public async Task<Lanes> WriteAsync(IAsyncEnumerable<ComparisonEvent> events)
    {
        var lanes = new Lanes();
        await foreach (var item in events)
        {
            lanes.Take(item);
            output.Write(item switch
            {
                ComparisonStarted started => new { kind = "started", started.RequestId, started.PromptTokens, started.Sides },
                ComparisonRound round => RoundOf(round),
                _ => new { kind = "finished", sides = lanes.Sides.Select((lane, side) => TotalOf(lane, side)) },
            });
        }

        return lanes;
    }

    private static object RoundOf(ComparisonRound round) => new
    {
        kind = "round",
        round.Index,
        tokens = round.Tokens.Select(t => new
        {
            t.Side, t.Token.Index, t.Token.Id, t.Token.Text, t.Token.Piece, t.Token.Logprob, t.Token.Rank, t.Token.Entropy, t.Token.Margin,
            t.Token.Alternatives, t.Divergence,
        }),
        alignments = round.Alignments.Select(a => new { a.Side, a.Index, agreement = a.Agreement.ToString(), a.ReferenceIndex }),
        ended = round.Ended.Select(e => new { e.Side, stop = e.End.Stop.ToString() }),
    };

    private object TotalOf(Lane lane, int side)
    {
        var answer = FinalAnswer.Of(lane.Text, gold);
        return new
        {
            side,
            lane.Variant,
            lane.Text,
            lane.Total?.Tokens,
            lane.Total?.FirstDivergence,
            lane.Total?.Rejoins,
            lane.Total?.EqualTokens,
            meanDivergence = lane.Tokens.Average(t => t.Divergence),
            stop = lane.End?.Stop.ToString(),
            answer = answer.Text,
            grade = answer.Grade?.Verdict.ToString(),
        };
    }
}
