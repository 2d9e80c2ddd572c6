using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The longest beginning that a new sequence has in common with one that runs: examples and system texts that many prompts share are computed
/// once while any of them runs.
/// </summary>
/// <param name="With">The sequence that runs.</param>
/// <param name="Tokens">How many tokens both begin with, as far as the new one has no use for their rows.</param>
internal sealed record CommonBeginning(Sequence With, int Tokens)
{
    // The markup of a chat is about as long; handing so little over is not worth a look at all cells.
    private const int Fewest = 32;

    /// <summary>Tokens of it that are in the cache.</summary>
    public int Computed => Math.Min(Tokens, With.Computed);

    /// <summary>Whether the other computes the rest of it next: it is admitted before and can go on.</summary>
    public required bool IsComing { get; init; }

    /// <summary>Null where the sequence has begun, nothing is in common, or nothing of it is there or to come.</summary>
    public static CommonBeginning? Of(Sequence sequence, IReadOnlyList<Sequence> running)
    {
        if (sequence is not { Computed: 0, IsFollower: false, Pace: null })
        {
            return null;
        }

        var most = Math.Min(sequence.FirstRow, sequence.Target - 1);
        CommonBeginning? best = null;
        var isBefore = true;
        foreach (var other in running)
        {
            if (best?.Tokens == most)
            {
                break; // nobody can have more in common
            }

            isBefore &= other != sequence;
            if (other != sequence && other.Adapters.Equals(sequence.Adapters) && Length(sequence, other, most) is var length
                && length >= Fewest && length > (best?.Tokens ?? 0))
            {
                best = new CommonBeginning(other, length) { IsComing = isBefore && other is { Pace: null, HasRoom: true } && other.Computed < length };
            }
        }

        return best is { IsComing: true } or { Computed: >= Fewest } ? best : null;
    }

    private static int Length(Sequence one, Sequence other, int most)
    {
        var length = 0;
        var end = Math.Min(most, other.Target);
        while (length < end && one.TokenAt(length) == other.TokenAt(length))
        {
            length++;
        }

        return length;
    }
}
