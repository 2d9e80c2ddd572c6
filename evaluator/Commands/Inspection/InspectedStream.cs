using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>A variant's tokens so far, set beside another's: where the two part.</summary>
internal sealed class InspectedStream(string variant, InspectedStream? reference)
{
    private readonly List<TokenGenerated> _tokens = [];

    public string Variant => variant;

    public IReadOnlyList<TokenGenerated> Tokens => _tokens;

    /// <summary>Index of the first token that is not the reference's; null while they are the same.</summary>
    public int? PartsAt { get; private set; }

    /// <summary>The reference's token where the two part; null where the reference had ended.</summary>
    public TokenGenerated? ReferenceToken => PartsAt is { } at ? reference?.Tokens.ElementAtOrDefault(at) : null;

    /// <summary>Takes the next token.</summary>
    /// <returns>Whether it is the first that differs.</returns>
    public bool Add(TokenGenerated token)
    {
        _tokens.Add(token);
        if (reference is null || PartsAt is not null || reference.Tokens.ElementAtOrDefault(token.Index)?.Id == token.Id)
        {
            return false;
        }

        PartsAt = token.Index;
        return true;
    }
}
