using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Variants;

/// <summary>What of a resident variant any thread may use.</summary>
/// <param name="Weights">Shared by all variants of one file.</param>
/// <param name="Template">Null where llama.cpp knows no template for it.</param>
internal sealed record ResidentModel(ModelWeights Weights, ChatTemplate? Template)
{
    public Vocabulary Vocabulary => Weights.Vocabulary;
}
