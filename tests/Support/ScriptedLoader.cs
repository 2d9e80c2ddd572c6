using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Tests.Support;

/// <summary>A loader whose contexts are scripted engines; it waits, fails or finds no room when told to.</summary>
internal sealed class ScriptedLoader(DecodeLoop loop) : IVariantLoader
{
    private int _freed;

    /// <summary>Loads that have begun.</summary>
    public List<string> Begun { get; } = [];

    /// <summary>Engines of the loads, in their order.</summary>
    public List<ScriptedEngine> Engines { get; } = [];

    /// <summary>Shares of weights that were given back.</summary>
    public int Freed => _freed;

    /// <summary>A load is done when this is.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown by the next plans.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Thrown by the next loads.</summary>
    public Exception? Fault { get; set; }

    public VariantSpec Plan(CatalogEntry known, IReadOnlyList<VariantSpec> resident) => Refusal is { } refusal ? throw refusal : SpecOf(known.Id);

    public async Task<LoadedVariant> LoadAsync(ServedVariant variant, CancellationToken cancellation)
    {
        Begun.Add(variant.Id);
        await Gate.WaitAsync(cancellation);
        if (Fault is { } fault)
        {
            throw fault;
        }

        var engine = new ScriptedEngine(cells: 1_000_000);
        Engines.Add(engine);
        var residence = await Residence.BeginAsync(loop, () => new VariantRunner(engine, new Inbox(8), TimeProvider.System));
        var share = new Lease<ScriptedEngine>(engine, () => Interlocked.Increment(ref _freed));
        return new LoadedVariant(residence, new ResidentModel(MiniMath.Weights, Template: null, residence.Inbox, residence.Load), share);
    }

    public static VariantSpec SpecOf(string id, string? unloaded = null) => new()
    {
        Id = id, Files = [id], CacheTypeK = "f16", CacheTypeV = "f16", Wakv = "w", Context = 1024,
        ContextSettings = new ContextSettings { Cells = 4096, Sequences = 4, Threads = 2 }, Memory = new MemoryUse(0, 0, 0),
        UnloadedReason = unloaded,
    };
}
