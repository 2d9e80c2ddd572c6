using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text.Jinja;

namespace QuantGrpc.Llama.Text;

/// <summary>Joins a rendered chat's parts into tokens.</summary>
internal static class PromptTokens
{
    /// <param name="parts">Neighbours differ in origin.</param>
    /// <param name="vocabulary">The model's.</param>
    public static TokenId[] Of(IReadOnlyList<TextPart> parts, Vocabulary vocabulary)
    {
        var tokens = new List<TokenId>();
        foreach (var part in parts)
        {
            var continues = tokens.Count > 0 && !vocabulary.IsControl(tokens[^1]);
            tokens.AddRange(continues
                ? vocabulary.TokenizeContinuation(part.Text, parseControl: !part.IsData)
                : vocabulary.Tokenize(part.Text, parseControl: !part.IsData));
        }

        if (vocabulary is { WantsBeginningOfText: true, BeginningOfText: { } first } && (tokens.Count == 0 || tokens[0] != first))
        {
            tokens.Insert(0, first);
        }

        return [.. tokens];
    }
}
