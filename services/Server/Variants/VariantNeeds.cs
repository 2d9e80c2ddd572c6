using QuantGrpc.Llama.Gguf;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Variants;

/// <summary>What a variant needs of memory, from the numbers of its header.</summary>
internal sealed class VariantNeeds
{
    public const int MicroBatch = 512;

    // llama.cpp pads a context to whole blocks of cells.
    private const int CellBlock = 256;

    private readonly VariantSettings _settings;

    public VariantNeeds(CatalogEntry entry, GgufModel model, VariantSettings settings)
    {
        Entry = entry;
        Model = model;
        _settings = settings;
        Context = settings.Context ?? Math.Min(model.TrainedContext, VariantSettings.LongestDefaultContext);
        K = CacheType.Find(settings.CacheTypeK) ?? throw new ArgumentException("an unknown cache type was let in", nameof(settings));
        V = CacheType.Find(settings.CacheTypeV) ?? throw new ArgumentException("an unknown cache type was let in", nameof(settings));
    }

    public CatalogEntry Entry { get; }

    public GgufModel Model { get; }

    public VariantSettings Settings => _settings;

    /// <summary>Tokens of one sequence.</summary>
    public int Context { get; }

    public CacheType K { get; }

    public CacheType V { get; }

    /// <summary>Whether the user set how much it holds: then nothing is lowered.</summary>
    public bool IsExplicit => _settings.Sequences is not null || _settings.KvCells is not null;

    /// <summary>Variants of one file share its weights; a file that replaced it under its name is another.</summary>
    public string WeightsKey => $"{Entry.Files[0]} {Entry.Stamp}";

    /// <summary>Sequences, with at most so many where the user set none.</summary>
    public int SequencesOf(int most) => _settings.Sequences ?? most;

    /// <summary>Whether the sequences share a pool: the user set fewer cells than all of them could fill.</summary>
    public bool IsPool(int sequences) => _settings.KvCells < (long)Context * SequencesOf(sequences);

    /// <summary>Cells of all sequences together; more than an int holds fits no machine's memory and is refused there.</summary>
    public long CellsOf(int sequences) => IsPool(sequences)
        ? Padded(_settings.KvCells ?? 0)
        : Padded(Math.Max(Context, (_settings.KvCells ?? 0) / SequencesOf(sequences))) * SequencesOf(sequences);

    /// <summary>Why the settings do not suit the model; null where they do.</summary>
    public string? Refusal() =>
        Context > Model.TrainedContext ? $"Context is {Context}; the model was trained with {Model.TrainedContext} tokens"
        : _settings.KvCells < Context ? $"KvCells is {_settings.KvCells}, less than one sequence's context of {Context}"
        : null;

    /// <summary>All of it at so many sequences.</summary>
    public MemoryUse At(int sequences)
    {
        var cells = CellsOf(sequences);
        return new MemoryUse(Model.WeightBytes, CellBytes() * cells, ComputeBytes(IsPool(sequences) ? cells : cells / SequencesOf(sequences), SequencesOf(sequences)));
    }

    private static long Padded(long cells) => (cells + CellBlock - 1) / CellBlock * CellBlock;

    private long CellBytes() => Model.KvHeads.Sum(heads =>
        K.BytesOf((long)heads * Model.KeyLength) + V.BytesOf((long)heads * Model.ValueLength));

    // An estimate from llama.cpp's graph at one micro-batch: in floats the logits of a step's rows, six activations as wide as the model
    // (residual, norm, Q, K, V, attention) and two as wide as its feed-forward part, one layer at a time since buffers are used again; the
    // mask over the cells that a row may see, in floats and halves; without fused attention also every head's scores.
    private long ComputeBytes(long seen, int sequences)
    {
        var logits = VariantEngine.RowsOf(Model.Vocabulary, sequences, MicroBatch) * (long)Model.Vocabulary * sizeof(float);
        var rows = MicroBatch * ((6L * Model.Embedding) + (2L * Model.FeedForward)) * sizeof(float);
        var mask = MicroBatch * seen * (sizeof(float) + 2);
        var scores = _settings.FlashAttention == "off" ? MicroBatch * seen * Model.Heads * sizeof(float) : 0;
        return logits + rows + mask + scores;
    }
}
