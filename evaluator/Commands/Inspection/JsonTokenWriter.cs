using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>One JSON object a token, one a line, and one at each end.</summary>
internal sealed class JsonTokenWriter(JsonLines output) : TokenWriter
{
    public override void Begin(ServedVariant variant) => output.Write(new
    {
        kind = "variant", variant.Id, variant.Wakv, variant.BitsPerWeight, variant.Fingerprint,
    });

    public override void Write(InspectedStream stream, TokenGenerated token, bool parts) => output.Write(new
    {
        kind = "token", stream.Variant, token.Index, token.Id, token.Text, token.Piece, token.Logprob, token.Rank, token.Entropy, token.Margin,
        token.Alternatives, parts,
    });

    public override void End(InspectedStream stream, GenerationEnded ended) => output.Write(new
    {
        kind = "end", stream.Variant, stop = ended.Stop.ToString(), tokens = stream.Tokens.Count, stream.PartsAt,
    });
}
