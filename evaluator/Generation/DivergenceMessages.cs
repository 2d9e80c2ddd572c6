using QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>Messages of CompareScore to and from this room's records.</summary>
internal static class DivergenceMessages
{
    public static CompareScoreRequest From(DivergenceRequest request) => new()
    {
        Reference = request.Reference,
        Variants = { request.Variants },
        Texts = { request.Texts.Select(From) },
        Blocks = request.EachToken,
    };

    /// <summary>Null for what only repeats the request: the call's opening, and the reference's own tokens.</summary>
    public static DivergenceEvent? From(CompareScoreResponse response) => response.EventCase switch
    {
        CompareScoreResponse.EventOneofCase.Started => null,
        CompareScoreResponse.EventOneofCase.Block => response.Block.Variant == 0 ? null : From(response.Block),
        CompareScoreResponse.EventOneofCase.Text => From(response.Text),
        CompareScoreResponse.EventOneofCase.Finished => From(response.Finished),
        _ => throw new GenerationFailedException(GenerationFault.ServerFault, "the server sent an event of a kind that was not asked for"),
    };

    private static ScoredText From(GivenText text) => new()
    {
        Input = text.Prompt.Count > 0
            ? new PromptInput { Tokens = new TokenInput { Ids = { text.Prompt } } }
            : new PromptInput { Chat = Messages.From(text.Chat) },
        Continuation = new TextInput { Tokens = new TokenInput { Ids = { text.Tokens } } },
    };

    private static TokensCompared From(CompareScoreBlock block) => new()
    {
        Text = (int)block.Text,
        Variant = (int)block.Variant - 1,
        Divergences = [.. block.Divergences],
        Flips = [.. block.Flips],
    };

    private static TextCompared From(TextSummary summary) => new()
    {
        Text = (int)summary.Text,
        Tokens = (int)summary.Tokens,
        ReferenceLogprob = summary.ReferenceLogprob,
        Variants = [.. summary.Variants.Select(From)],
    };

    private static TextsCompared From(CompareScoreFinished finished) => new()
    {
        Tokens = (long)finished.Tokens,
        ReferencePerplexity = finished.ReferencePerplexity,
        Variants = [.. finished.Variants.Select(From)],
        ComputedTokens = (long)finished.ComputedTokens,
        Duration = finished.Duration?.ToTimeSpan() ?? TimeSpan.Zero,
    };

    private static VariantDivergence From(Divergence divergence) => new()
    {
        Tokens = (long)divergence.Tokens,
        Mean = divergence.MeanDivergence,
        MeanError = divergence.MeanDivergenceError,
        Median = divergence.Percentiles?.Median ?? 0,
        P99 = divergence.Percentiles?.P99 ?? 0,
        Maximum = divergence.Percentiles?.Maximum ?? 0,
        SameTopShare = divergence.SameTopShare,
        FirstFlip = divergence.HasFirstFlip ? (int)divergence.FirstFlip : null,
        Logprob = divergence.Logprob,
        Perplexity = divergence.Perplexity,
    };
}
