using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>Loads the planned variants one after another while the server answers already; a variant that fails ends alone.</summary>
internal sealed class VariantLoader(
    VariantRegistry registry, DecodeLoop loop, VariantReadiness readiness, TimeProvider time, ILogger<VariantLoader> log)
    : BackgroundService
{
    // Weights by file and layers: variants that differ by cache alone share them.
    private readonly Dictionary<WeightsSource, ModelWeights> _weights = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await loop.DisposeAsync();
        foreach (var weights in _weights.Values)
        {
            weights.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var variant in registry.All.Where(v => v.Status.Stage == VariantStage.Loading))
        {
            try
            {
                await LoadAsync(variant, stoppingToken);
            }
            catch (Exception e) when (e is ModelLoadException or IOException or UnauthorizedAccessException)
            {
                Log.LoadFailed(log, variant.Id, e.Message);
                Fail(variant, e);
            }
        }

        readiness.AllSettled(registry.All.All(v => v.Status.Stage is VariantStage.Ready or VariantStage.Unloaded));
    }

    private async Task LoadAsync(ServedVariant variant, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var source = new WeightsSource { Path = variant.Spec.Files[0], GpuLayers = variant.Spec.GpuLayers };
        if (!_weights.TryGetValue(source, out var weights))
        {
            weights = await Task.Run(() => ModelWeights.Load(source, new LoadProgress(variant), cancellation), cancellation);
            _weights.Add(source, weights);
        }

        await loop.InvokeAsync(() =>
        {
            var engine = new VariantEngine(weights, variant.Spec.ContextSettings, time);
            loop.Add(new VariantRunner(engine, variant.Inbox, time), fault => Fail(variant, fault));
            return engine.Cells;
        });
        variant.Serve(Resident(variant.Spec, weights));
        readiness.Serves(variant);
        Log.Loaded(log, variant.Id, time.GetElapsedTime(start).TotalSeconds);
    }

    private void Fail(ServedVariant variant, Exception fault)
    {
        variant.Fail(fault.Message);
        readiness.Failed(variant);
    }

    // A template that cannot be read is told when a chat is asked for: raw prompts do without.
    private static ResidentModel Resident(VariantSpec spec, ModelWeights weights)
    {
        try
        {
            return new ResidentModel(weights, TemplateOf(spec, weights));
        }
        catch (ChatTemplateException e)
        {
            return new ResidentModel(weights, Template: null) { TemplateFault = e.Message };
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

    private sealed class LoadProgress(ServedVariant variant) : IProgress<float>
    {
        public void Report(float value) => variant.Report(value);
    }
}
