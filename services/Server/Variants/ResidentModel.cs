using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;

namespace QuantGrpc.Server.Variants;

/// <summary>What of a resident variant any thread may use.</summary>
/// <param name="Weights">Shared by all variants of one file.</param>
/// <param name="Template">Null where the file has none, or one that cannot be read.</param>
internal sealed record ResidentModel(ModelWeights Weights, ChatTemplate? Template)
{
    /// <summary>Why there is no template, where a file or the options name one.</summary>
    public string? TemplateFault { get; init; }

    public Vocabulary Vocabulary => Weights.Vocabulary;
}
