using System.Globalization;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Commands.Inspection;

/// <summary>One variant's first steps, to be gone on with by another.</summary>
/// <param name="From">Who begins, as the user calls it.</param>
/// <param name="To">Who goes on.</param>
/// <param name="Steps">How many steps are handed over, at least 1.</param>
internal sealed record HandOver(string From, string To, int Steps)
{
    public const string Form = "FROM:TO or FROM:TO:STEPS, with STEPS from 1 on";

    /// <summary>Null where it is not of the form.</summary>
    public static HandOver? Parse(string option) => option.Split(':', StringSplitOptions.TrimEntries) switch
    {
        [{ Length: > 0 } from, { Length: > 0 } to] => new HandOver(from, to, 1),
        [{ Length: > 0 } from, { Length: > 0 } to, var steps]
            when int.TryParse(steps, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1 => new HandOver(from, to, count),
        _ => null,
    };
}

/// <summary>What a variant wrote.</summary>
internal sealed record Written(string Variant, IReadOnlyList<TokenGenerated> Tokens, GenerationEnded? End)
{
    public string Text => string.Concat(Tokens.Select(t => t.Text)) + End?.Text;
}

/// <summary>A hand-over that was made.</summary>
/// <param name="From">What the first wrote, to its end.</param>
/// <param name="Alone">What the second writes without help.</param>
/// <param name="Steps">Steps that were handed over.</param>
/// <param name="Tokens">Tokens of the first that these take.</param>
/// <param name="Continued">How the second went on.</param>
internal sealed record HandedOver(Written From, Written Alone, int Steps, int Tokens, Written Continued)
{
    public string Handed => string.Concat(From.Tokens.Take(Tokens).Select(t => t.Text));

    /// <summary>Index, from the assistant's first token, where the second leaves what the first wrote; null where it writes the same.</summary>
    public int? Leaves => Enumerable.Range(0, Continued.Tokens.Count)
        .Where(i => From.Tokens.ElementAtOrDefault(Tokens + i)?.Id != Continued.Tokens[i].Id)
        .Select(i => (int?)(Tokens + i))
        .FirstOrDefault();
}
