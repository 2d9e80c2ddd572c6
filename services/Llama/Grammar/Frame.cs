namespace QuantGrpc.Llama.Grammar;

/// <summary>
/// A stack of places in rules, the innermost on top; stacks share their tails. Compared by content: the hash is 64 bits wide and
/// kept, so that unequal stacks are told apart without walking them.
/// </summary>
internal sealed class Frame : IEquatable<Frame>
{
    public Frame(int node, Frame? next)
    {
        Node = node;
        Next = next;
        var mixed = ((next?.Hash ?? 0) ^ (uint)node) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9;
        Hash = mixed ^ mixed >> 32 | 1;
    }

    public int Node { get; }

    public Frame? Next { get; }

    public ulong Hash { get; }

    public bool Equals(Frame? other)
    {
        var mine = this;
        while (!ReferenceEquals(mine, other))
        {
            if (mine is null || other is null || mine.Hash != other.Hash || mine.Node != other.Node)
            {
                return false;
            }

            mine = mine.Next;
            other = other.Next;
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Frame);

    public override int GetHashCode() => (int)(Hash >> 32);
}
