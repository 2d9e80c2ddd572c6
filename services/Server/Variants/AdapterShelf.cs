using System.Collections.Concurrent;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>Adapters of one resident variant: each is read when it is first asked for, and stays as long as the weights.</summary>
internal sealed class AdapterShelf(AdapterCatalog catalog, WeightsHasher hasher, DecodeLoop loop)
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentDictionary<string, ShelvedAdapter> _adapters = new(StringComparer.Ordinal);

    /// <summary>Ids of those in memory.</summary>
    public IEnumerable<string> Loaded => _adapters.Keys;

    /// <summary>All ids that there are.</summary>
    public IEnumerable<string> Ids => catalog.Ids;

    /// <summary>Whether there is an adapter of that id.</summary>
    public bool Has(string id) => catalog.PathOf(id) is not null;

    /// <summary>An adapter for some weights.</summary>
    /// <param name="id">Of the catalog.</param>
    /// <param name="weights">What it is for.</param>
    /// <param name="files">Their files.</param>
    /// <exception cref="GgufFormatException">It is no adapter for these weights.</exception>
    /// <exception cref="ModelLoadException">llama.cpp refused it.</exception>
    public async Task<ShelvedAdapter> TakeAsync(string id, ModelWeights weights, IReadOnlyList<string> files)
    {
        await _gate.WaitAsync();
        try
        {
            if (!_adapters.TryGetValue(id, out var adapter))
            {
                adapter = await LoadAsync(id, weights, files);
                _adapters[id] = adapter;
            }

            return adapter;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<ShelvedAdapter> LoadAsync(string id, ModelWeights weights, IReadOnlyList<string> files)
    {
        var path = catalog.PathOf(id) ?? throw new ModelLoadException($"there is no adapter {id}");
        GgufAdapter.Check(GgufFile.ReadHeader(path), [.. files.Select(GgufFile.ReadHeader)]);
        var hash = await hasher.HashAsync([path], CancellationToken.None);

        // The weights keep a list of their adapters: only the owner thread may touch it.
        return new ShelvedAdapter(await loop.InvokeAsync(() => weights.LoadAdapter(id, path)), hash);
    }
}

/// <summary>An adapter in memory.</summary>
/// <param name="Adapter">Its handle.</param>
/// <param name="Sha256">Of its file.</param>
internal sealed record ShelvedAdapter(LoraAdapter Adapter, string Sha256);
