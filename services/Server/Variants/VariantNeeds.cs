using QuantGrpc.Llama.Gguf;

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

    /// <summary>Variants of one file share its weights.</summary>
    public string WeightsKey => Entry.Files[0];

    /// <summary>Sequences, with at most so many where the user set none.</summary>
    public int SequencesOf(int most) => _settings.Sequences ?? most;

    /// <summary>Cells of the shared pool.</summary>
    public int CellsOf(int sequences)
    {
        var cells = _settings.KvCells ?? checked(Context * SequencesOf(sequences));
        return (cells + CellBlock - 1) / CellBlock * CellBlock;
    }

    /// <summary>All of it at so many sequences.</summary>
    public MemoryUse At(int sequences) => new(Model.WeightBytes, CellBytes() * CellsOf(sequences), ComputeBytes());

    private long CellBytes() => Model.KvHeads.Sum(heads =>
        K.BytesOf((long)heads * Model.KeyLength) + V.BytesOf((long)heads * Model.ValueLength));

    // An estimate from llama.cpp's graph at one micro-batch, in floats: the logits of every row, six activations as wide as the model
    // (residual, norm, Q, K, V, attention) and two as wide as its feed-forward part, one layer at a time since buffers are used again.
    // Attention runs fused where it can, so no matrix of scores is held.
    private long ComputeBytes() => sizeof(float) * (long)MicroBatch * (Model.Vocabulary + (6L * Model.Embedding) + (2L * Model.FeedForward));
}
