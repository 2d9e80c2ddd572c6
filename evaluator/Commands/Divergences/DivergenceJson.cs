using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Divergences;

/// <summary>A measured divergence for programs: one object a solution, and one of all.</summary>
internal static class DivergenceJson
{
    public static object Of(DivergenceResult result, TextCompared text) => new
    {
        kind = "text",
        problem = result.Solutions.All[text.Text].Problem,
        text.Tokens,
        text.ReferenceLogprob,
        steps = result.Solutions.All[text.Text].Steps.Steps.Count,
        variants = text.Variants.Select((divergence, i) => new
        {
            variant = result.Variants[i],
            meanDivergence = divergence.Mean,
            divergence.Median,
            divergence.P99,
            divergence.Maximum,
            divergence.SameTopShare,
            divergence.Logprob,
            firstFlip = result.FlipOf(text, i),
        }),
    };

    public static object Of(DivergenceResult result, TextsCompared all) => new
    {
        kind = "summary",
        result.Reference,
        all.ReferencePerplexity,
        texts = result.Done,
        all.Tokens,
        missing = result.Solutions.Missing,
        tooLong = result.Solutions.TooLong,
        all.ComputedTokens,
        seconds = all.Duration.TotalSeconds,
        variants = result.Summaries().Select(summary => new
        {
            summary.Variant,
            summary.Divergence.Tokens,
            meanDivergence = summary.Divergence.Mean,
            meanDivergenceError = summary.MeanError,
            summary.Divergence.Median,
            summary.Divergence.P99,
            summary.Divergence.Maximum,
            summary.Divergence.SameTopShare,
            summary.Divergence.Perplexity,
            summary.Unflipped,
            summary.MedianFlip,
            summary.MedianStep,
        }),
    };
}
