namespace QuantGrpc.Llama.Grammar;

/// <summary>The first bytes of a character in UTF-8; the default is none.</summary>
/// <param name="Bits">The bits read so far.</param>
/// <param name="Missing">Bytes that are still to come.</param>
/// <param name="Length">Bytes of the whole character.</param>
internal readonly record struct PartialCharacter(int Bits, int Missing, int Length)
{
    public bool IsNone => Missing == 0;

    /// <summary>The lowest character that this can become; overlong forms are none.</summary>
    public int Low => Math.Max(Bits << 6 * Missing, Length switch { 2 => 0x80, 3 => 0x800, 4 => 0x10000, _ => 0 });

    /// <summary>The highest character that this can become, below <see cref="Low"/> where there is none.</summary>
    public int High => Math.Min(Bits << 6 * Missing | (1 << 6 * Missing) - 1, 0x10FFFF);

    /// <summary>Goes on by a byte; whether some character begins so is for <see cref="Low"/> and <see cref="High"/> to say.</summary>
    public bool TryAdd(byte value, out PartialCharacter next)
    {
        if (!IsNone)
        {
            next = new PartialCharacter(Bits << 6 | value & 0x3F, Missing - 1, Length);
            return (value & 0xC0) == 0x80;
        }

        next = value switch
        {
            < 0x80 => new PartialCharacter(value, 0, 1),
            < 0xC0 => default,
            < 0xE0 => new PartialCharacter(value & 0x1F, 1, 2),
            < 0xF0 => new PartialCharacter(value & 0x0F, 2, 3),
            < 0xF8 => new PartialCharacter(value & 0x07, 3, 4),
            _ => default,
        };
        return next.Length > 0;
    }
}
