using System.Collections.Concurrent;
using System.Collections.Immutable;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>How far a run is, for whoever watches it: counts by variant, and the pace since this process took it up.</summary>
internal sealed class RunMonitor
{
    private readonly ConcurrentDictionary<string, Counts> _counts;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TimeProvider _time;
    private readonly long _start;

    public RunMonitor(IReadOnlyList<VariantProgress> stored, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        Order = [.. stored.Select(v => v.Variant)];
        _counts = new ConcurrentDictionary<string, Counts>(stored.Select(v => KeyValuePair.Create(v.Variant, new Counts
        {
            Cells = v.Cells, Done = v.Done, Right = v.Equivalent, Ungradable = v.Ungradable, Judged = v.Judged,
        })));
    }

    /// <summary>What has happened to the run as a whole, oldest first: one line each.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    private ImmutableArray<string> Order { get; }

    /// <summary>Every variant's progress now, in the run's order.</summary>
    public IReadOnlyList<VariantPace> Read()
    {
        var elapsed = _time.GetElapsedTime(_start).TotalSeconds;
        return [.. Order.Select(name => _counts[name].Pace(name, elapsed))];
    }

    /// <summary>Tells watchers a line.</summary>
    public void Say(string line) => _lines.Enqueue(line);

    public void Generated(string variant, int tokens) =>
        Update(variant, c => c with { Done = c.Done + 1, DoneHere = c.DoneHere + 1, Tokens = c.Tokens + tokens });

    public void Graded(string variant, GradeVerdict verdict) => Update(variant, c => verdict switch
    {
        GradeVerdict.Equivalent => c with { Right = c.Right + 1 },
        GradeVerdict.Ungradable => c with { Ungradable = c.Ungradable + 1 },
        _ => c,
    });

    public void Judged(string variant) => Update(variant, c => c with { Judged = c.Judged + 1 });

    private void Update(string variant, Func<Counts, Counts> change) =>
        _counts.AddOrUpdate(variant, _ => throw new InvalidOperationException($"{variant} is no variant of this run"), (_, c) => change(c));

    private sealed record Counts
    {
        public int Cells { get; init; }
        public int Done { get; init; }
        public int DoneHere { get; init; }
        public int Right { get; init; }
        public int Ungradable { get; init; }
        public int Judged { get; init; }
        public long Tokens { get; init; }

        public VariantPace Pace(string variant, double elapsed) => new()
        {
            Variant = variant,
            Cells = Cells,
            Done = Done,
            Right = Right,
            Ungradable = Ungradable,
            Judged = Judged,
            TokensPerSecond = elapsed > 0 ? Tokens / elapsed : 0,
            TimeLeft = DoneHere > 0 ? TimeSpan.FromSeconds(elapsed / DoneHere * (Cells - Done)) : null,
        };
    }
}
