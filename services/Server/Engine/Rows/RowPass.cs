using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Engine.Rows;

/// <summary>Looks at all rows of a step: on the calling thread where there is little to do, on more where there is much.</summary>
internal sealed class RowPass
{
    // Below this many logits (a millisecond of work or less) handing rows to other threads costs more than it saves.
    private const long LogitsWorthSharing = 500_000;

    private readonly int _vocabulary;
    private readonly RowWorker[] _workers;
    private readonly LogitRows _rows = new();
    private readonly List<RowResult> _results = [];
    private readonly SharedWork _work;

    public RowPass(Vocabulary vocabulary, int threads)
    {
        _vocabulary = vocabulary.Count;
        _workers = new RowWorker[Math.Max(1, threads)];
        for (var i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new RowWorker(vocabulary);
        }

        _work = new SharedWork((worker, row) => _workers[worker].Look(_results[row], _rows[row]), _workers.Length);
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

    /// <summary>Looks at all of them, with at most so many threads.</summary>
    public void Run(ModelContext context, int threads)
    {
        _rows.Clear();
        for (var i = 0; i < Count; i++)
        {
            _rows.Add(context, _results[i].BatchRow);
        }

        _work.Run(Count, workers: (long)Count * _vocabulary >= LogitsWorthSharing ? Math.Min(Count, threads) : 1);
    }
}
