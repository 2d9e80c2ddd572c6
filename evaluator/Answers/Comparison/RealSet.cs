using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Comparison;

/// <summary>An end of a piece of the real line.</summary>
internal sealed record End(Expression Value, bool IsClosed)
{
    /// <summary>Where it lies, to put pieces in order; equality is decided exactly.</summary>
    public double Position { get; } = Value.Generators.Contains(Generator.Infinity)
        ? Value.Top.Terms.First().Value.Sign * double.PositiveInfinity
        : Value.Number() ?? throw new UngradableException($"an interval that ends at {Value}");

    public Sameness SameAs(End other) => SamenessExtensions.Of(IsClosed == other.IsClosed).And(() => Value.SameAs(other.Value));
}

/// <summary>A piece of the real line; a point where both ends are it.</summary>
internal sealed record Piece(End Low, End High);

/// <summary>Compares sets of real numbers, whether they are written as intervals, unions, points or linear inequalities.</summary>
internal static class RealSet
{
    /// <param name="gold">One.</param>
    /// <param name="answer">The other.</param>
    /// <param name="otherwise">What holds where one of both is no such set; null where only their kinds are known.</param>
    public static Sameness Compare(AnswerValue gold, AnswerValue answer, Sameness? otherwise = null)
    {
        if (Pieces(gold) is not { } ours || Pieces(answer) is not { } theirs)
        {
            return otherwise ?? Kinds(gold, answer);
        }

        var (a, b) = (Joined(ours), Joined(theirs));
        return a.Count != b.Count ? Sameness.Different : a.Zip(b).Aggregate(
            Sameness.Same, static (all, p) => all.And(() => p.First.Low.SameAs(p.Second.Low)).And(() => p.First.High.SameAs(p.Second.High)));
    }

    // An inequality that is not linear may be any set; a list of numbers or a point is no interval.
    private static Sameness Kinds(AnswerValue gold, AnswerValue answer) =>
        (gold is RelationValue { IsEquation: false } && IsSet(answer)) || (answer is RelationValue { IsEquation: false } && IsSet(gold))
            ? Sameness.Unknown : Sameness.Different;

    private static bool IsSet(AnswerValue value) => value is RelationValue || Pieces(value) is not null;

    private static List<Piece>? Pieces(AnswerValue value) => value switch
    {
        SequenceValue { IsOrdered: true, Open: not SequenceValue.Matrix, Items: [ScalarValue a, ScalarValue b] } interval =>
            [new Piece(new End(a.Value, interval.Open == "["), new End(b.Value, interval.Close == "]"))],
        SequenceValue { Open: "{" } set when set.Items.All(static i => i is ScalarValue) =>
            [.. set.Items.Cast<ScalarValue>().Select(static i => new End(i.Value, IsClosed: true)).Select(static e => new Piece(e, e))],
        ScalarValue point => [new Piece(new End(point.Value, IsClosed: true), new End(point.Value, IsClosed: true))],
        RelationValue { IsEquation: true } named when Names.IsName(named.Left, named.Right) => Pieces(named.Right),
        SequenceValue { Open: "" } list when list.Items.All(static i => i is RelationValue or SequenceValue) => Apart(All(list.Items)),
        UnionValue union => All(union.Items),
        RelationValue relation => LinearInequality.PiecesOf(relation),
        _ => null,
    };

    private static List<Piece>? All(IReadOnlyList<AnswerValue> items)
    {
        var pieces = items.Select(Pieces).ToList();
        return pieces.Contains(null) ? null : [.. pieces.SelectMany(static p => p!)];
    }

    // "x < 1 or x > 3" is a union; conditions that overlap may be meant to hold together.
    private static List<Piece>? Apart(List<Piece>? pieces) => pieces is not null && Joined(pieces).Count == pieces.Count ? pieces : null;

    // In order, without gaps that are none: [0,1) and [1,2) are [0,2).
    private static List<Piece> Joined(List<Piece> pieces)
    {
        var joined = new List<Piece>();
        foreach (var piece in pieces.OrderBy(static p => p.Low.Position).ThenByDescending(static p => p.Low.IsClosed))
        {
            if (joined.Count == 0 || !Touches(joined[^1].High, piece.Low))
            {
                joined.Add(piece);
                continue;
            }

            var further = piece.High.Position > joined[^1].High.Position || (piece.High.Position == joined[^1].High.Position && piece.High.IsClosed);
            joined[^1] = further ? joined[^1] with { High = piece.High } : joined[^1];
        }

        return joined;
    }

    private static bool Touches(End high, End low) => double.IsInfinity(high.Position) || double.IsInfinity(low.Position)
        ? high.Position >= low.Position
        : high.Position - low.Position > 1e-9 || ((high.IsClosed || low.IsClosed) && high.Value.SameAs(low.Value) == Sameness.Same);
}
