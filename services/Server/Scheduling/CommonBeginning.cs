using System.Runtime.InteropServices;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>
/// The longest beginning that a new sequence has in common with one that runs: examples and system texts that many prompts share are computed
/// once.
/// </summary>
/// <param name="With">The sequence that runs.</param>
/// <param name="Tokens">How many tokens both begin with, as far as the new one has no use for their rows and the other has them or is about to.</param>
internal readonly record struct CommonBeginning(Sequence With, int Tokens)
{
    /// <summary>Tokens of it that are in the cache.</summary>
    public int Computed => Math.Min(Tokens, With.Computed);

    /// <summary>Whether the other computes the rest of it next: it is admitted before and can go on.</summary>
    public required bool IsComing { get; init; }

    /// <summary>Null where the sequence has begun, or nobody has much more in common with it than its place has already.</summary>
    public static CommonBeginning? Of(Sequence sequence, List<Sequence> running)
    {
        if (sequence.HasBegun || !MayShare(sequence))
        {
            return null;
        }

        var fewest = sequence.Computed + SlotTable.FewestShared;
        var wanted = sequence.Tokens[..Most(sequence)];
        var batch = BatchClass.Of(sequence);
        CommonBeginning? best = null;
        var isBefore = true;
        foreach (var other in running)
        {
            if (best?.Tokens == wanted.Length)
            {
                break; // nobody can have more in common
            }

            isBefore &= other != sequence;
            if (other != sequence && BatchClass.Of(other) == batch)
            {
                // Who is admitted later computes nothing for it: what counts of that one is what it has.
                var isComing = isBefore && other is { Pace: null, HasRoom: true };
                var length = Length(other.Tokens[..(isComing ? other.Target : other.Computed)], wanted);
                if (length >= Math.Max(fewest, (best?.Tokens ?? 0) + 1))
                {
                    best = new CommonBeginning(other, length) { IsComing = other.Computed < length };
                }
            }
        }

        return best;
    }

    /// <summary>Whether a sequence takes cells over that others have computed.</summary>
    public static bool MayShare(Sequence sequence) => sequence is { IsFollower: false, IsStrict: false, Pace: null };

    /// <summary>Tokens of its beginning that a sequence has no need to compute: it looks at later rows only, and at one at least.</summary>
    public static int Most(Sequence sequence) => Math.Max(0, Math.Min(sequence.FirstRow, sequence.Target - 1));

    /// <summary>How many tokens two texts begin with alike.</summary>
    public static int Length(ReadOnlySpan<TokenId> one, ReadOnlySpan<TokenId> other) =>
        MemoryMarshal.Cast<TokenId, int>(one).CommonPrefixLength(MemoryMarshal.Cast<TokenId, int>(other));
}
