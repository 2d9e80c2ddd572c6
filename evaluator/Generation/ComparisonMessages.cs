using QuantGrpc.Inference.V1;
using Wire = QuantGrpc.Inference.V1;

namespace QuantGrpc.Evaluator.Generation;

/// <summary>Messages of Compare to and from this room's records.</summary>
internal static class ComparisonMessages
{
    public static CompareRequest From(ComparisonRequest request) => new()
    {
        Sides = { request.Variants.Select(variant => new CompareSide { Variant = variant }) },
        Input = new PromptInput { Chat = Messages.From(request.Chat) },
        Sampling = new Sampling { MaxTokens = (uint)request.MaxTokens },
        Inspection = new Inspection
        {
            Logprob = true, Rank = true, Entropy = true, Margin = true, Alternatives = (uint)request.Alternatives,
        },
    };

    public static ComparisonEvent From(CompareResponse response) => response.EventCase switch
    {
        CompareResponse.EventOneofCase.Started => new ComparisonStarted(
            response.Started.RequestId,
            (int)response.Started.PromptTokens,
            [.. response.Started.Sides.Select(s => new ComparedSide(s.Variant, s.Fingerprint, s.WeightsSha256))]),
        CompareResponse.EventOneofCase.Round => From(response.Round),
        CompareResponse.EventOneofCase.Finished => new ComparisonEnded([.. response.Finished.Sides.Select(From)]),
        _ => throw new GenerationFailedException(GenerationFault.ServerFault, "the server sent an event of a kind that this release does not know"),
    };

    private static ComparisonRound From(CompareRound round) => new()
    {
        Index = (int)round.Index,
        Tokens = [.. round.Tokens.Select(t => new SideToken((int)t.Side, Messages.From(t.Token), t.HasDivergence ? t.Divergence : null))],
        Alignments = [.. round.Alignments.Select(From)],
        Ended = [.. round.Finished.Select(f => new SideEnded((int)f.Side, Messages.From(f.Finished)))],
    };

    private static SideAlignment From(Alignment alignment) => new(
        (int)alignment.Side,
        (int)alignment.Index,
        alignment.Agreement switch
        {
            Wire.Agreement.Same => Agreement.Same,
            Wire.Agreement.Diverged => Agreement.Diverged,
            Wire.Agreement.Rejoined => Agreement.Rejoined,
            _ => Agreement.Apart,
        },
        alignment.HasReferenceIndex ? (int)alignment.ReferenceIndex : null);

    private static SideTotal From(SideSummary side) => new()
    {
        Side = (int)side.Side,
        Text = side.Text,
        Tokens = (int)side.Tokens,
        FirstDivergence = side.HasFirstDivergence ? (int)side.FirstDivergence : null,
        Rejoins = (int)side.Rejoins,
        EqualTokens = (int)side.EqualTokens,
    };
}
