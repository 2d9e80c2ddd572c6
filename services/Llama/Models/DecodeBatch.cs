using LLama.Native;
using QuantGrpc.Llama.Interop;

namespace QuantGrpc.Llama.Models;

/// <summary>
/// Tokens of several sequences for one decode call, in native memory that is taken once: adding to it allocates nothing.
/// Owned by one thread.
/// </summary>
public sealed unsafe class DecodeBatch : IDisposable
{
    private LLamaNativeBatch _batch;
    private bool _disposed;

    /// <param name="capacity">Most tokens of one call; at most the context's micro-batch.</param>
    public DecodeBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        _batch = NativeApi.llama_batch_init(capacity, embd: 0, n_seq_max: 1);
        _batch.n_tokens = 0;
    }

    /// <summary>Most tokens.</summary>
    public int Capacity { get; }

    /// <summary>Tokens in it.</summary>
    public int Count => _batch.n_tokens;

    internal LLamaNativeBatch Native => _batch;

    /// <summary>Adds a token.</summary>
    /// <param name="token">The token.</param>
    /// <param name="position">Its position in the sequence, from 0.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="wantsLogits">Whether the row's logits are computed.</param>
    /// <returns>The row, by which <see cref="ModelContext.Logits"/> is asked.</returns>
    public int Add(TokenId token, int position, SequenceId sequence, bool wantsLogits)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var row = _batch.n_tokens;
        if (row >= Capacity)
        {
            throw new InvalidOperationException($"the batch holds {Capacity} tokens and is full");
        }

        _batch.tokens[row] = (LLamaToken)token.Value;
        _batch.pos[row] = (LLamaPos)position;
        _batch.n_seq_id[row] = 1;
        _batch.seq_id[row][0] = (LLamaSeqId)sequence.Value;
        _batch.logits[row] = wantsLogits ? (byte)1 : (byte)0;
        _batch.n_tokens = row + 1;
        return row;
    }

    /// <summary>Empties it.</summary>
    public void Clear() => _batch.n_tokens = 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativeApi.llama_batch_free(_batch);
        }
    }
}
