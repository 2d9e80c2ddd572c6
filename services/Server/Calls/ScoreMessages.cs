using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;

namespace QuantGrpc.Server.Calls;

/// <summary>Scored tokens as columns.</summary>
internal static class ScoreMessages
{
    public static ScoreBlock Block(TokensScored scored, bool alternatives)
    {
        var block = new ScoreBlock { First = (uint)scored.First };
        foreach (var token in scored.Tokens)
        {
            block.Ids.Add((uint)token.Token.Value);
            block.Logprobs.Add((float)token.Figures.Logprob);
            block.Ranks.Add((uint)token.Figures.Rank);
            block.Entropies.Add((float)token.Figures.Entropy);
            block.Margins.Add((float)token.Figures.Margin);
            if (alternatives)
            {
                AddAlternatives(block, token);
            }
        }

        return block;
    }

    /// <summary>A block of the reference, without what compares.</summary>
    public static CompareScoreBlock Block(TokensScored scored)
    {
        var block = new CompareScoreBlock { Text = (uint)scored.Tag.Text, Variant = (uint)scored.Tag.Variant, First = (uint)scored.First };
        foreach (var token in scored.Tokens)
        {
            block.Logprobs.Add((float)token.Figures.Logprob);
            block.Ranks.Add((uint)token.Figures.Rank);
            block.Entropies.Add((float)token.Figures.Entropy);
            block.Margins.Add((float)token.Figures.Margin);
            block.TopIds.Add((uint)token.Top.Value);
        }

        return block;
    }

    private static void AddAlternatives(ScoreBlock block, ScoredToken token)
    {
        block.AlternativeCounts.Add((uint)token.Alternatives.Count);
        foreach (var alternative in token.Alternatives)
        {
            block.AlternativeIds.Add((uint)alternative.Token.Value);
            block.AlternativeLogprobs.Add((float)alternative.Logprob);
        }
    }
}
