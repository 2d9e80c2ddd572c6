using Grpc.Core;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>A Compare request, checked as a whole.</summary>
/// <param name="Variants">Of the sides, the reference first.</param>
/// <param name="Requests">What each side generates.</param>
/// <param name="Adapters">Of each side.</param>
internal sealed record ComparedSides(
    IReadOnlyList<Serving> Variants, IReadOnlyList<GenerationRequest> Requests, IReadOnlyList<RequestAdapters> Adapters)
{
    /// <exception cref="RpcException">INVALID_ARGUMENT names the field; NOT_FOUND and FAILED_PRECONDITION the variant.</exception>
    public static async Task<ComparedSides> ParseAsync(CompareRequest message, VariantFinder finder)
    {
        Require.That(
            message.Sides.Count is >= 2 and <= RequestLimits.ComparedVariants, "sides", $"{message.Sides.Count} sides",
            $"2 to {RequestLimits.ComparedVariants}");
        Require.That(message.Inspection is not { Prefix: true } and not { Prompt: true }, "inspection", "prompt or prefix", "what speaks of drawn tokens");
        var variants = message.Sides.Select(s => finder.Serving(s.Variant)).ToList();
        ComparedTexts.CheckVocabularies(variants, i => $"sides[{i}].variant");
        CheckSequences(variants);
        var reference = variants[0].Model;
        var prompt = PromptParser.Parse(PromptSource.Of(message.Input), variants[0].Variant, reference);
        var id = Guid.CreateVersion7().ToString("N");
        var sampling = message.Sampling?.Clone() ?? new Sampling();
        var requests = new List<GenerationRequest>();
        var adapters = new List<RequestAdapters>();
        for (var i = 0; i < variants.Count; i++)
        {
            adapters.Add(await AdapterParser.ParseAsync($"sides[{i}].adapters", message.Sides[i].Adapters, variants[i]));
            var prefix = PrefixParser.Parse(message.Sides[i].Prefix, reference.Vocabulary);
            var room = GenerationParser.RoomAfter(prompt.Length + prefix.Tokens.Length, variants[i].Variant);
            var request = new GenerationRequest
            {
                Id = id,
                Prompt = prompt,
                Prefix = prefix,
                Adapters = adapters[i].Set,
                Sampling = SamplingParser.Parse(sampling, new SamplingBounds(room, prefix, reference.Vocabulary.Count)),
                Grammar = GrammarParser.Parse(sampling, prefix, reference.Vocabulary),
                Inspection = GenerationParser.InspectionOf(message.Inspection),
                Guards = new GuardSettings { Loop = GenerationParser.LoopOf(message.LoopGuard) },
            };
            sampling.Seed = request.Sampling.Seed; // drawn once, for all sides
            requests.Add(GenerationParser.FitsPool(request, variants[i].Variant));
        }

        CheckCells(variants, requests);
        return new ComparedSides(variants, requests, adapters);
    }

    // All sides run at once or none does.
    private static void CheckSequences(List<Serving> variants)
    {
        foreach (var group in variants.GroupBy(v => v.Variant))
        {
            var most = group.Key.Spec.ContextSettings.Sequences;
            Require.That(group.Count() <= most, "sides", $"{group.Count()} sides of {group.Key.Id}", $"at most its {most} sequences");
        }
    }

    private static void CheckCells(List<Serving> variants, List<GenerationRequest> requests)
    {
        foreach (var group in requests.Zip(variants).GroupBy(side => side.Second.Variant, side => side.First.Cells))
        {
            var most = group.Key.Spec.ContextSettings.Cells;
            Require.That(
                group.Sum() <= most, "sides", $"{group.Count()} sides of {group.Key.Id} that may come to hold {group.Sum()} KV cells",
                $"its {most} together; a smaller sampling.max_tokens asks for fewer");
        }
    }
}
