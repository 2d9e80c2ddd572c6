using QuantGrpc.Endpoints;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>Finds variants by what a request calls them.</summary>
internal sealed class VariantFinder(VariantRegistry registry)
{
    /// <summary>The variant of an id or unique suffix.</summary>
    public ServedVariant Find(string name) => registry.Resolve(name) switch
    {
        { Found: { } variant } => variant,
        { Candidates: { Count: > 1 } candidates } =>
            throw GrpcErrors.InvalidArgument("variant", name, $"an id that fits one variant; this fits {string.Join(", ", candidates)}"),
        _ => throw GrpcErrors.NotFound("variant", name, registry.All.Select(v => v.Id)),
    };

    /// <summary>The variant and its model at this moment: what is tokenized with it goes to it, whatever is loaded meanwhile.</summary>
    public Serving Serving(string name)
    {
        var variant = Find(name);
        return new Serving(variant, ModelOf(variant));
    }

    /// <summary>The same, with its model; FAILED_PRECONDITION where it does not serve.</summary>
    public ResidentModel ModelOf(ServedVariant variant) => variant.Model
        ?? throw GrpcErrors.FailedPrecondition(variant.Status switch
        {
            { Stage: VariantStage.Loading, Progress: var p } => $"{variant.Id} is being loaded ({p:P0}); wait until it is ready",
            { Stage: var stage, Reason: var reason } => $"{variant.Id} is {stage.ToString().ToLowerInvariant()}: {reason}",
        });
}

/// <summary>A variant that serves.</summary>
internal sealed record Serving(ServedVariant Variant, ResidentModel Model)
{
    public string Id => Variant.Id;

    public VariantSpec Spec => Variant.Spec;
}
