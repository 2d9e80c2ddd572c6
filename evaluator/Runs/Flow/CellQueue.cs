using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>
/// Missing cells, handed out problem by problem over the variants as far as each has room. A fast variant may be ahead of a slow one by a
/// bounded number of problems, so that an interrupted run has compared the same problems on nearly every variant.
/// </summary>
internal sealed class CellQueue
{
    /// <summary>Problems (times samples) by which a variant may be ahead of the hindmost.</summary>
    public const int MostAhead = 64;

    private readonly List<Line> _lines = [];

    /// <param name="cells">Problem by problem, as the store gives them.</param>
    public CellQueue(IEnumerable<MissingCell> cells)
    {
        var lines = new Dictionary<string, Line>();
        var turn = -1;
        (string, int)? last = null;
        foreach (var cell in cells)
        {
            turn += last == (cell.ProblemHash, cell.Sample) ? 0 : 1;
            last = (cell.ProblemHash, cell.Sample);
            if (!lines.TryGetValue(cell.Variant, out var line))
            {
                line = new Line(cell.Variant);
                lines.Add(cell.Variant, line);
                _lines.Add(line);
            }

            line.Waiting.Enqueue(new Turn(turn, cell));
        }
    }

    /// <summary>The next cell of a variant that has room; null where there is none now.</summary>
    /// <param name="hasRoom">By variant.</param>
    public MissingCell? Take(Func<string, bool> hasRoom)
    {
        _lines.RemoveAll(line => line.Waiting.Count == 0);
        var next = _lines.Where(line => hasRoom(line.Variant)).MinBy(line => line.Waiting.Peek().Number);
        return next is null || next.Waiting.Peek().Number > _lines.Min(line => line.Waiting.Peek().Number) + MostAhead
            ? null
            : next.Waiting.Dequeue().Cell;
    }

    private sealed record Line(string Variant)
    {
        public Queue<Turn> Waiting { get; } = [];
    }

    private readonly record struct Turn(int Number, MissingCell Cell);
}
