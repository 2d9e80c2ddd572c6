using QuantGrpc.Llama.Logits;
using QuantGrpc.Server.Engine.Generation;

namespace QuantGrpc.Server.Engine.Comparison;

/// <summary>
/// Several generations in step: a side may draw its next token when all that still write have drawn theirs. Touched by the owner
/// thread alone.
/// </summary>
internal sealed class CompareSession : IPace
{
    private readonly Outbox<CompareRound> _outbox;
    private readonly List<CompareSide> _sides = [];
    private readonly List<TokenAlignment> _alignments = [];
    private readonly List<bool> _sameSoFar = [];
    private int _round;
    private int _toComplete;

    public CompareSession(IReadOnlyList<GenerationRequest> requests, CompareSettings settings, Outbox<CompareRound> outbox)
    {
        _outbox = outbox;
        foreach (var request in requests)
        {
            var side = new CompareSide(this, request, settings);
            _sides.Add(side);
            _alignments.Add(new TokenAlignment(_sides[0].Output, side.Output));
            _sameSoFar.Add(side.Output.SequenceEqual(_sides[0].Output));
        }
    }

    /// <summary>The reference first.</summary>
    public IReadOnlyList<CompareSide> Sides => _sides;

    public bool HasRoom => _outbox.HasRoom;

    /// <summary>How a side stands to the reference; complete once the rounds have ended.</summary>
    public TokenAlignment AlignmentOf(int side) => _alignments[side];

    public int Ceiling(Sequence sequence) => ((GenerationSequence)sequence).Given + _round;

    /// <summary>Ends the round when every side that still writes has its token. A side's last token and its end belong to one round.</summary>
    public void Advance()
    {
        if (_sides.TrueForAll(s => s.HasEnded || s.Token is not null) && _sides.Exists(s => s.Token is not null))
        {
            EndRound();
        }

        for (; _toComplete > 0; _toComplete--)
        {
            _outbox.Complete();
        }
    }

    /// <summary>A side writes no more. Its round is told before the stream may end; a fault ends it at once.</summary>
    public void SideEnded(Exception? fault)
    {
        if (fault is null)
        {
            _toComplete++;
        }
        else
        {
            _outbox.Complete(fault);
        }
    }

    private void EndRound()
    {
        var tokens = new List<SideToken>(_sides.Count);
        for (var i = 0; i < _sides.Count; i++)
        {
            if (_sides[i].Token is { } token)
            {
                tokens.Add(new SideToken(i, token, DivergenceOf(i)));
            }
        }

        _outbox.Write(new CompareRound(_round) { Tokens = tokens, Alignments = Align(), Ended = Ended() });
        for (var i = _sides.Count - 1; i >= 0; i--)
        {
            _sameSoFar[i] = _sameSoFar[i] && _sides[i].Token?.Token == _sides[0].Token?.Token;
        }

        _sides.ForEach(s => s.BeginRound());
        _round++;
    }

    private double? DivergenceOf(int side) => side > 0 && _sameSoFar[side] && _sides[0].Token is not null
        ? LogitRow.KullbackLeibler(_sides[0].Row, _sides[side].Row)
        : null;

    private List<SideAlignment> Align()
    {
        var aligned = new List<SideAlignment>();
        var found = new List<AlignedToken>();
        for (var i = 1; i < _sides.Count; i++)
        {
            found.Clear();
            _alignments[i].Advance(found);
            foreach (var token in found)
            {
                aligned.Add(new SideAlignment(i, token));
            }
        }

        return aligned;
    }

    private List<SideEnd> Ended()
    {
        var ended = new List<SideEnd>();
        for (var i = 0; i < _sides.Count; i++)
        {
            if (_sides[i].Finished is { } finished)
            {
                ended.Add(new SideEnd(i, finished));
            }
        }

        return ended;
    }
}
