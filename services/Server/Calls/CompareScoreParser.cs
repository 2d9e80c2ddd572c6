using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Server.Calls;

/// <summary>A CompareScore request, checked as a whole.</summary>
/// <param name="Variants">The reference first.</param>
/// <param name="Texts">In the request's order.</param>
internal sealed record ComparedTexts(IReadOnlyList<Serving> Variants, IReadOnlyList<TokenizedText> Texts)
{
    // Divergences are kept to the end for their percentiles: 8 bytes each.
    private const long MostDivergences = 8_000_000;

    /// <exception cref="RpcException">INVALID_ARGUMENT names the field; NOT_FOUND and FAILED_PRECONDITION the variant.</exception>
    public static ComparedTexts Parse(CompareScoreRequest message, VariantFinder finder)
    {
        Require.That(
            message.Variants.Count is >= 1 and <= RequestLimits.ComparedVariants, "variants", $"{message.Variants.Count} variants",
            $"1 to {RequestLimits.ComparedVariants}");
        Require.That(message.Texts.Count >= 1, "texts", "no text", "at least one");
        var reference = finder.Serving(message.Reference);
        List<Serving> variants = [reference, .. message.Variants.Select(finder.Serving)];
        CheckVocabularies(variants, i => $"variants[{i - 1}]");
        var texts = Tokenize(message, variants);
        CheckTogether(variants, texts);
        return new ComparedTexts(variants, texts);
    }

    /// <exception cref="RpcException">INVALID_ARGUMENT: rows of different vocabularies cannot be compared.</exception>
    public static void CheckVocabularies(IReadOnlyList<Serving> variants, Func<int, string> fieldOf)
    {
        var reference = variants[0].Model.Vocabulary;
        for (var i = 1; i < variants.Count; i++)
        {
            if (!reference.IsSameAs(variants[i].Model.Vocabulary))
            {
                throw GrpcErrors.InvalidArgument(fieldOf(i), variants[i].Id, $"a variant with the vocabulary of {variants[0].Id}");
            }
        }
    }

    // A text passes the reference and all variants in step: those that are one variant run there at once.
    private static void CheckTogether(List<Serving> variants, List<TokenizedText> texts)
    {
        var longest = texts.Max(t => t.Tokens.Length);
        foreach (var group in variants.GroupBy(v => v.Variant))
        {
            var (times, settings) = (group.Count(), group.Key.Spec.ContextSettings);
            Require.That(
                times <= settings.Sequences, "variants", $"{group.Key.Id} {times} times, the reference included", $"at most its {settings.Sequences} sequences");
            Require.That(
                (long)times * longest <= settings.Cells, "variants", $"{group.Key.Id} {times} times with texts of up to {longest} tokens",
                $"what fits into its {settings.Cells} KV cells together");
        }
    }

    private static List<TokenizedText> Tokenize(CompareScoreRequest message, List<Serving> variants)
    {
        var texts = new List<TokenizedText>(message.Texts.Count);
        var scored = 0L;
        for (var i = 0; i < message.Texts.Count; i++)
        {
            var field = $"texts[{i}].";
            var text = ScoredTextParser.Parse(field, message.Texts[i], variants[0]);
            variants.ForEach(v => ScoredTextParser.CheckLength(field, text, v));
            scored += text.Scored;
            texts.Add(text);
        }

        var most = MostDivergences / (variants.Count - 1);
        Require.That(scored <= most, "texts", $"{scored} tokens to be scored", $"at most {most} with {variants.Count - 1} variants; send them in parts");
        return texts;
    }
}
