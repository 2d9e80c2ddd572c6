using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine.Rows;

/// <summary>Looks at all rows of a step: on the owner thread where there is little to do, on all cores where there is much.</summary>
internal sealed class RowPass
{
    // Below this many logits (a millisecond of work or less) handing rows to other threads costs more than it saves.
    private const long LogitsWorthSharing = 500_000;

    private readonly int _vocabulary;
    private readonly RowWorker[] _workers;
    private readonly LogitRows _rows = new();
    private readonly List<RowResult> _results = [];
    private readonly Action<int> _work;
    private int _next;

    public RowPass(Vocabulary vocabulary, int threads)
    {
        _vocabulary = vocabulary.Count;
        _workers = new RowWorker[Math.Max(1, threads)];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new RowWorker(vocabulary);
        }

        _work = Work;
    }

    /// <summary>Rows of this step.</summary>
    public int Count { get; private set; }

    public RowResult this[int index] => _results[index];

    public void Clear() => Count = 0;

    /// <summary>Notes a row to be looked at once the batch is decoded.</summary>
    public void Add(Sequence sequence, int position, int batchRow)
    {
        if (Count == _results.Count)
        {
            _results.Add(new RowResult { Sequence = sequence });
        }

        _results[Count++].Reset(sequence, position, batchRow);
    }

    /// <summary>Looks at all of them.</summary>
    public void Run(ModelContext context)
    {
        _rows.Clear();
        for (var i = 0; i < Count; i++)
        {
            _rows.Add(context, _results[i].BatchRow);
        }

        _next = 0;
        if (Count > 1 && _workers.Length > 1 && (long)Count * _vocabulary >= LogitsWorthSharing)
        {
            Parallel.For(0, Math.Min(_workers.Length, Count), _work);
        }
        else
        {
            Work(0);
        }
    }

    private void Work(int worker)
    {
        for (var i = Interlocked.Increment(ref _next) - 1; i < Count; i = Interlocked.Increment(ref _next) - 1)
        {
            _workers[worker].Look(_results[i], _rows[i]);
        }
    }
}
