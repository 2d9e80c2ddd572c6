using QuantGrpc.Hosting;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Comparison;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Variants;

/// <summary>Loads with llama.cpp. Variants that differ by settings alone share one mapping of their file.</summary>
internal sealed class VariantLoader(
    VariantRegistry registry, SpecPlanner specs, AdapterCatalog adapters, WeightsHasher hasher, WeightsProbe probe, DecodeLoop loop, ServerMetrics metrics, TimeProvider time)
    : IVariantLoader
{
    private readonly LeasePool<WeightsKey, ModelWeights> _weights = new();

    public VariantSpec Plan(CatalogEntry known, IReadOnlyList<VariantSpec> resident)
    {
        var entry = VariantCatalog.Again(known);
        if (specs.Refusal(entry) is { } refusal)
        {
            throw new ModelLoadException(refusal);
        }

        try
        {
            var placed = resident.Select(r => r.Placement).OfType<Placement>().ToList();
            var placement = MemoryPlanner.Beside(placed, LlamaBackend.Devices(), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
                .Plan([specs.NeedsOf(entry)]).Placements[0];
            return placement.Pool is null ? throw new NoRoomException(placement.Reason) : SpecPlanner.SpecOf(placement);
        }
        catch (StartException e)
        {
            throw new NoRoomException(e.Message); // what was asked for by number cannot be met
        }
    }

    public async Task<LoadedVariant> LoadAsync(ServedVariant variant, CancellationToken cancellation)
    {
        var spec = variant.Spec;
        var weights = await WeightsAsync(variant, cancellation);
        try
        {
            var shelf = new AdapterShelf(adapters, hasher, loop);
            var own = await AdaptersAsync(spec, shelf, weights.Value);
            var residence = await Residence.BeginAsync(loop, () => RunnerOf(variant, weights.Value));
            return new LoadedVariant(residence, Resident(spec, weights.Value, residence) with { Shelf = shelf, Adapters = own }, weights);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private VariantRunner RunnerOf(ServedVariant variant, ModelWeights weights)
    {
        var spec = variant.Spec;
        var engine = new VariantEngine(weights, spec.ContextSettings, spec.PrefillTokens, time);
        return new VariantRunner(engine, new Inbox(registry.Queue), time) { Share = spec.Share, Meter = new StepMeter(metrics, time, variant.Id) };
    }

    private static async Task<AdapterSet> AdaptersAsync(VariantSpec spec, AdapterShelf shelf, ModelWeights weights)
    {
        var adapters = new List<ScaledAdapter>();
        try
        {
            foreach (var adapter in spec.Adapters)
            {
                adapters.Add(new ScaledAdapter((await shelf.TakeAsync(adapter.Id ?? "", weights, spec.Files)).Adapter, adapter.Scale));
            }
        }
        catch (GgufFormatException e)
        {
            throw new ModelLoadException(e.Message, e);
        }

        return AdapterSet.Of(adapters);
    }

    private async Task<Lease<ModelWeights>> WeightsAsync(ServedVariant variant, CancellationToken cancellation)
    {
        var spec = variant.Spec;
        var key = new WeightsKey(spec.Stamp, spec.GpuLayers);
        if (_weights.TryTake(key) is { } shared)
        {
            return shared;
        }

        // A name may stand for another file by now: the header that was planned with must be that of the weights that are read.
        CheckUnchanged(spec);
        await probe.TryAsync(spec.Files, cancellation);
        var source = new WeightsSource { Path = spec.Files[0], GpuLayers = spec.GpuLayers };
        var weights = await Task.Run(() => ModelWeights.Load(source, new LoadProgress(variant, time), cancellation), cancellation);
        try
        {
            CheckUnchanged(spec);
            return _weights.Add(key, weights);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static void CheckUnchanged(VariantSpec spec)
    {
        if (FileStamp.Of(spec.Files) != spec.Stamp)
        {
            throw new ModelLoadException($"{spec.Files[0]} has changed since its header was read; load it again");
        }
    }

    // A template that cannot be read is told when a chat is asked for: raw prompts do without.
    private ResidentModel Resident(VariantSpec spec, ModelWeights weights, Residence residence)
    {
        var model = new ResidentModel(weights, Template: null, residence.Inbox, residence.Load) { Time = time };
        try
        {
            return model with { Template = TemplateOf(spec, weights) };
        }
        catch (ChatTemplateException e)
        {
            return model with { TemplateFault = e.Message };
        }
    }

    private static ChatTemplate? TemplateOf(VariantSpec spec, ModelWeights weights)
    {
        if (spec.ChatTemplate is { } name)
        {
            return ChatTemplate.Find(name)
                ?? throw new ChatTemplateException($"--chat-template is '{name}'; allowed: {string.Join(", ", ChatTemplate.Names)}");
        }

        return weights.ChatTemplateSource is { } source ? ChatTemplate.Parse(source) : null;
    }

    /// <param name="Stamp">Of the files: weights of a file that was replaced are never shared with the new ones.</param>
    /// <param name="GpuLayers">Layers offloaded.</param>
    private readonly record struct WeightsKey(string Stamp, int GpuLayers);
}
