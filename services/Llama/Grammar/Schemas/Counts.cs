using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>A pair of keywords that count characters or items.</summary>
internal readonly record struct Counts(int Least, int? Most)
{
    private const int Largest = 10_000;

    public static Counts Read(SchemaPlace place, string least, string most)
    {
        var counts = new Counts(Read(place.Find(least)) ?? 0, Read(place.Find(most)));
        return counts.Most < counts.Least
            ? throw place.Refuse($"{least} {counts.Least} is more than {most} {counts.Most}")
            : counts;
    }

    private static int? Read(SchemaPlace? keyword)
    {
        if (keyword is null)
        {
            return null;
        }

        return keyword.Kind == JsonValueKind.Number && keyword.Element.TryGetDecimal(out var count)
            && count is >= 0 and <= Largest && count == decimal.Truncate(count)
            ? (int)count
            : throw keyword.Refuse($"a whole number from 0 to {Largest} is allowed");
    }
}
