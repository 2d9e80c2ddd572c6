using System.Text;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine.Comparison;
using Agreement = QuantGrpc.Server.Engine.Comparison.Agreement;
using Messages = QuantGrpc.Inference.V1;

namespace QuantGrpc.Server.Calls;

/// <summary>Rounds of a comparison as messages, and each side's text as it grows.</summary>
internal sealed class RoundMessages(IReadOnlyList<EventMessages> sides)
{
    private readonly StringBuilder[] _texts = [.. sides.Select(_ => new StringBuilder())];

    /// <summary>What a side has written.</summary>
    public string TextOf(int side) => _texts[side].ToString();

    public Messages.CompareRound From(Engine.Comparison.CompareRound round)
    {
        var message = new Messages.CompareRound { Index = (uint)round.Index };
        foreach (var token in round.Tokens)
        {
            _texts[token.Side].Append(token.Token.Text);
            message.Tokens.Add(From(token));
        }

        message.Alignments.AddRange(round.Alignments.Select(From));
        foreach (var (side, finished) in round.Ended)
        {
            _texts[side].Append(finished.Text);
            message.Finished.Add(new SideFinished { Side = (uint)side, Finished = sides[side].Finished(finished) });
        }

        return message;
    }

    private static Alignment From(SideAlignment alignment)
    {
        var message = new Alignment
        {
            Side = (uint)alignment.Side,
            Index = (uint)alignment.Token.Index,
            Agreement = alignment.Token.Agreement switch
            {
                Agreement.Same => Messages.Agreement.Same,
                Agreement.Diverged => Messages.Agreement.Diverged,
                Agreement.Rejoined => Messages.Agreement.Rejoined,
                _ => Messages.Agreement.Apart,
            },
        };
        if (alignment.Token.Reference is { } reference)
        {
            message.ReferenceIndex = (uint)reference;
        }

        return message;
    }

    private Messages.SideToken From(Engine.Comparison.SideToken token)
    {
        var message = new Messages.SideToken { Side = (uint)token.Side, Token = sides[token.Side].Token(token.Token) };
        if (token.Divergence is { } divergence)
        {
            message.Divergence = (float)divergence;
        }

        return message;
    }
}
