using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Comparison;

/// <summary>How a token of a side stands to the reference's output.</summary>
internal enum Agreement
{
    Same,
    Diverged,
    Apart,
    Rejoined,
}

/// <summary>A token of a side set beside the reference; a later one replaces an earlier one of the same index.</summary>
/// <param name="Index">Of the side's token.</param>
/// <param name="Agreement">How it stands.</param>
/// <param name="Reference">Index of the reference's token; null while apart.</param>
internal readonly record struct AlignedToken(int Index, Agreement Agreement, int? Reference);

/// <summary>
/// Sets a side's output beside the reference's while both grow: together until a token differs, apart until eight tokens in a row
/// stand in both at most 64 places away, then together again at that distance.
/// </summary>
internal sealed class TokenAlignment(IReadOnlyList<TokenId> reference, IReadOnlyList<TokenId> side)
{
    private const int RunLength = 8;
    private const int MostDistance = 64;

    private readonly List<Agreement> _agreements = [];
    private bool _together = true;
    private int _distance; // the reference's index minus the side's, while together
    private int _next; // the side's first token that is not decided
    private int _apartSide; // where both were when they parted
    private int _apartReference;
    private int _seenSide;
    private int _seenReference;

    /// <summary>The first token that is another than the reference's.</summary>
    public int? FirstDivergence { get; private set; }

    /// <summary>How often it came back.</summary>
    public int Rejoins { get; private set; }

    /// <summary>Tokens that stand beside an equal one.</summary>
    public int EqualTokens => _agreements.Count(a => a is Agreement.Same or Agreement.Rejoined);

    /// <summary>Looks at tokens that have come since, and adds what has become certain.</summary>
    public void Advance(List<AlignedToken> found)
    {
        do
        {
            GoTogether(found);
        }
        while (!_together && Rejoin(found));

        for (; !_together && _next < side.Count; _next++)
        {
            Add(found, new AlignedToken(_next, Agreement.Apart, Reference: null));
        }

        _seenSide = side.Count;
        _seenReference = reference.Count;
    }

    private void GoTogether(List<AlignedToken> found)
    {
        while (_together && _next < side.Count && _next + _distance < reference.Count)
        {
            var at = _next + _distance;
            _together = side[_next] == reference[at];
            Add(found, new AlignedToken(_next, _together ? Agreement.Same : Agreement.Diverged, at));
            if (!_together)
            {
                FirstDivergence ??= _next;
                _apartSide = _next;
                _apartReference = at;
            }

            _next++;
        }
    }

    // Runs that end at a token that is new on either side; the smallest distance wins, then the earliest.
    private bool Rejoin(List<AlignedToken> found)
    {
        for (var end = _apartSide + RunLength - 1; end < side.Count; end++)
        {
            for (var distance = 0; distance <= MostDistance; distance++)
            {
                if (IsNewRun(end, end + distance) || IsNewRun(end, end - distance))
                {
                    Join(found, end, IsNewRun(end, end + distance) ? end + distance : end - distance);
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsNewRun(int end, int referenceEnd)
    {
        var isNew = end >= _seenSide || referenceEnd >= _seenReference;
        if (!isNew || referenceEnd >= reference.Count || referenceEnd - RunLength + 1 < _apartReference)
        {
            return false;
        }

        for (var back = 0; back < RunLength; back++)
        {
            if (side[end - back] != reference[referenceEnd - back])
            {
                return false;
            }
        }

        return true;
    }

    private void Join(List<AlignedToken> found, int end, int referenceEnd)
    {
        _distance = referenceEnd - end;
        _together = true;
        Rejoins++;
        for (; _next <= end - RunLength; _next++)
        {
            Add(found, new AlignedToken(_next, Agreement.Apart, Reference: null));
        }

        for (var index = end - RunLength + 1; index <= end; index++)
        {
            var agreement = index == end - RunLength + 1 ? Agreement.Rejoined : Agreement.Same;
            Add(found, new AlignedToken(index, agreement, index + _distance));
        }

        _next = end + 1;
    }

    private void Add(List<AlignedToken> found, AlignedToken token)
    {
        found.Add(token);
        if (token.Index < _agreements.Count)
        {
            _agreements[token.Index] = token.Agreement;
        }
        else
        {
            _agreements.Add(token.Agreement);
        }
    }
}
