using QuantGrpc.Llama.Logits;

namespace QuantGrpc.Server.Engine.Scoring;

/// <summary>
/// The reference's rows of one stretch of a text: it fills the stretch, the variants are compared with it, and only when all have
/// passed does the next stretch take its place. So exact divergences need one block of rows a text, however long the text is.
/// </summary>
internal sealed class ReferenceBlock(int rows, int vocabulary) : IPace
{
    private readonly float[] _logits = new float[checked(rows * vocabulary)];
    private readonly RowSummary[] _summaries = new RowSummary[rows];
    private readonly List<Sequence> _variants = [];
    private Sequence? _reference;
    private int _slowest;

    /// <summary>Says who fills it and who reads it; before any of them is submitted.</summary>
    public void Join(Sequence reference, IEnumerable<Sequence> variants)
    {
        _reference = reference;
        _variants.AddRange(variants);
    }

    /// <summary>Keeps a row of the reference.</summary>
    public void Store(int position, ReadOnlySpan<float> logits, in RowSummary summary)
    {
        logits.CopyTo(_logits.AsSpan(position % rows * vocabulary, vocabulary));
        _summaries[position % rows] = summary;
    }

    /// <summary>The summary of the reference's row of a position that is in the block.</summary>
    public RowSummary Summary(int position) => _summaries[position % rows];

    /// <summary>The reference's row of a position that is in the block.</summary>
    public ReadOnlySpan<float> Row(int position) => _logits.AsSpan(position % rows * vocabulary, vocabulary);

    /// <summary>The reference may run ahead of the slowest variant by a block; a variant up to the reference.</summary>
    public int Ceiling(Sequence sequence) => sequence == _reference ? _slowest + rows : _reference?.Computed ?? 0;

    public void Advance()
    {
        _slowest = int.MaxValue - rows;
        foreach (var variant in _variants)
        {
            _slowest = Math.Min(_slowest, variant.Computed);
        }
    }
}
