using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>Sides of a comparison as they grow; the reference first.</summary>
internal sealed class Lanes
{
    private Lane[] _sides = [];

    public IReadOnlyList<Lane> Sides => _sides;

    public Lane Reference => _sides[0];

    public void Take(ComparisonEvent item)
    {
        switch (item)
        {
            case ComparisonStarted started:
                _sides = [.. started.Sides.Select(s => new Lane(s.Variant))];
                break;
            case ComparisonRound round:
                Take(round);
                break;
            case ComparisonEnded ended:
                foreach (var total in ended.Sides)
                {
                    _sides[total.Side].Total = total;
                }

                break;
            default:
                throw new InvalidOperationException($"a comparison has no event {item.GetType().Name}");
        }
    }

    private void Take(ComparisonRound round)
    {
        foreach (var token in round.Tokens)
        {
            _sides[token.Side].Add(token);
        }

        foreach (var alignment in round.Alignments)
        {
            _sides[alignment.Side].Place(alignment);
            if (alignment is { Agreement: Agreement.Diverged, ReferenceIndex: { } left })
            {
                Reference.Leave(left);
            }
        }

        foreach (var ended in round.Ended)
        {
            _sides[ended.Side].Finish(ended.End);
        }
    }
}
