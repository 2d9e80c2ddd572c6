
namespace QuantGrpc.Llama.Models;

/// <summary>
/// Rows of a context's last decode call, gathered on the thread that owns the context and then readable by any thread, until that
/// context decodes again or is disposed.
/// </summary>
public sealed unsafe class LogitRows
{
    private readonly List<nint> _rows = [];
    private int _vocabulary;

    /// <summary>Row by the order of adding: one float a token of the vocabulary.</summary>
    public ReadOnlySpan<float> this[int index] => new((float*)_rows[index], _vocabulary);

    /// <summary>Forgets all rows.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Adds a row of the last batch; only the thread that owns the context may.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The row was not asked for.</exception>
    public void Add(ModelContext context, int row)
    {
        var logits = context.Logits(row);
        _vocabulary = logits.Length;
        fixed (float* first = logits)
        {
            _rows.Add((nint)first); // native memory: it does not move
        }
    }
}
