using LLama.Native;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Llama.Models;

/// <summary>
/// A model's KV cache and compute buffers. One thread at a time uses it, from creation to disposal: nothing here takes a lock.
/// </summary>
public sealed unsafe class ModelContext : IDisposable
{
    private readonly SafeLLamaContextHandle _handle;
    private readonly nint _context;
    private readonly nint _memory;
    private readonly int _vocabulary;
    private readonly bool _isPool;
    private int _threads;

    internal ModelContext(SafeLLamaContextHandle handle, ContextSettings settings, int vocabulary)
    {
        _handle = handle;
        _context = handle.DangerousGetHandle();
        _memory = NativeLlama.Memory(_context);
        _vocabulary = vocabulary;
        _isPool = settings.IsPool;
        _threads = settings.Threads;
        MicroBatch = checked((int)handle.UBatchSize);
        Cells = checked((int)handle.ContextSize);
    }

    /// <summary>Most tokens of one decode call.</summary>
    public int MicroBatch { get; }

    /// <summary>KV cells, in tokens, of all sequences together.</summary>
    public int Cells { get; }

    /// <summary>Threads of the decode calls that follow, at least 1.</summary>
    public int Threads
    {
        get => _threads;
        set
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (value != _threads)
            {
                _handle.GenerationThreads = _handle.BatchThreads = value;
                _threads = value;
            }
        }
    }

    /// <summary>Runs a batch through the model.</summary>
    public DecodeOutcome Decode(DecodeBatch batch)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (batch.Count > MicroBatch)
        {
            // An assert of llama.cpp would end the process.
            throw new ArgumentException($"a batch of {batch.Count} tokens exceeds the context's {MicroBatch}", nameof(batch));
        }

        return batch.Count == 0 ? DecodeOutcome.Done : NativeLlama.Decode(_context, batch.Native) switch
        {
            0 => DecodeOutcome.Done,
            1 => DecodeOutcome.NoRoom,
            _ => DecodeOutcome.Failed,
        };
    }

    /// <summary>Logits of a row of the last batch: one float a token of the vocabulary, valid to the next decode.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row was not asked for.</exception>
    public ReadOnlySpan<float> Logits(int row)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var logits = NativeLlama.Logits(_context, row);
        return logits == null
            ? throw new ArgumentOutOfRangeException(nameof(row), row, "this row of the last batch has no logits")
            : new ReadOnlySpan<float>(logits, _vocabulary);
    }

    /// <summary>Frees the cells of a sequence behind its first ones.</summary>
    /// <param name="sequence">Which.</param>
    /// <param name="tokens">How many stay; other than 0 only where <see cref="ModelWeights.SharesBeginnings"/>.</param>
    public void Cut(SequenceId sequence, int tokens)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        // Removing a whole sequence cannot fail; removing a part can, on models that do not share beginnings.
        if (!NativeApi.llama_memory_seq_rm(_memory, (LLamaSeqId)sequence.Value, (LLamaPos)tokens, (LLamaPos)(-1)) && tokens > 0)
        {
            throw new InvalidOperationException("llama.cpp cannot take back a part of a sequence of this model");
        }
    }

    /// <summary>Gives another sequence the first cells of one: in a pool both then hold them, else they are copied before the next decode.</summary>
    /// <param name="source">Whose cells.</param>
    /// <param name="target">A sequence without cells.</param>
    /// <param name="tokens">How many, from position 0.</param>
    public void CopySequence(SequenceId source, SequenceId target, int tokens)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_isPool)
        {
            NativeLlama.CopySequence(_memory, source.Value, target.Value, from: 0, to: tokens);
            return;
        }

        // Between parts llama.cpp copies all or nothing, and asserts it.
        NativeLlama.CopySequence(_memory, source.Value, target.Value, from: -1, to: -1);
        Cut(target, tokens);
    }

    /// <summary>Puts these adapters in place of those in use, for all sequences of the calls that follow.</summary>
    /// <exception cref="InvalidOperationException">llama.cpp refused them.</exception>
    public void UseAdapters(IReadOnlyList<ScaledAdapter> adapters)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        var pointers = stackalloc nint[adapters.Count];
        var scales = stackalloc float[adapters.Count];
        for (var i = 0; i < adapters.Count; i++)
        {
            pointers[i] = adapters[i].Adapter.Pointer;
            scales[i] = adapters[i].Scale;
        }

        if (NativeLlama.SetAdapters(_context, pointers, (nuint)adapters.Count, scales) != 0)
        {
            throw new InvalidOperationException($"llama.cpp refused the adapters {string.Join(", ", adapters.Select(a => a.Adapter.Name))}");
        }
    }

    /// <summary>Frees all cells.</summary>
    public void Clear()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        NativeApi.llama_memory_clear(_memory, data: true);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
