using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Scoring;

namespace QuantGrpc.Server.Calls;

/// <summary>One text on its way through a reference and its variants: gathers what they say of it.</summary>
internal sealed class ComparedText(TokenizedText text, int variants)
{
    private readonly double[] _reference = new double[text.Scored];
    private readonly DivergenceTally[] _tallies = [.. Enumerable.Range(0, variants).Select(_ => new DivergenceTally())];
    private int _open = variants + 1;

    public IReadOnlyList<DivergenceTally> Tallies => _tallies;

    /// <summary>Logprob of the whole text under the reference.</summary>
    public double ReferenceLogprob => _reference.Sum();

    /// <summary>Takes a block of tokens; the reference's come before a variant's.</summary>
    /// <returns>The block as a message.</returns>
    public CompareScoreBlock Take(TokensScored scored)
    {
        var block = ScoreMessages.Block(scored);
        for (var i = 0; i < scored.Tokens.Length; i++)
        {
            if (scored.Tag.Variant == 0)
            {
                _reference[scored.First + i] = scored.Tokens[i].Figures.Logprob;
                block.Ids.Add((uint)scored.Tokens[i].Token.Value);
            }
            else
            {
                Compare(block, scored.Tokens[i], scored.First + i);
            }
        }

        return block;
    }

    /// <summary>One variant is through.</summary>
    /// <returns>Whether all are.</returns>
    public bool End() => --_open == 0;

    public TextSummary Summary(int index) => new()
    {
        Text = (uint)index,
        Tokens = (uint)text.Scored,
        ReferenceLogprob = ReferenceLogprob,
        Variants = { _tallies.Select(Message) },
    };

    private static Divergence Message(DivergenceTally tally, int index)
    {
        var message = tally.ToMessage(index + 1);
        if (tally.FirstFlip is { } flip)
        {
            message.FirstFlip = (uint)flip;
        }

        return message;
    }

    private void Compare(CompareScoreBlock block, ScoredToken token, int index)
    {
        var reference = _reference[index];
        _tallies[block.Variant - 1].Add(token.Divergence, token.Figures.Logprob, reference, token.SameTop);
        block.Divergences.Add((float)token.Divergence);
        block.LogprobChanges.Add((float)(token.Figures.Logprob - reference));
        block.Flips.Add(!token.SameTop);
    }
}
