using QuantGrpc.Bench.Load.Figures;

namespace QuantGrpc.Bench.Load.Pairs;

/// <summary>
/// Measures two sides in turn. The machine's speed drifts: neighbours are compared, and who begins changes from round to round.
/// </summary>
internal static class PairedRounds
{
    /// <param name="rounds">Pairs that count; one more before them warms both sides up.</param>
    /// <param name="ours">Measures our server; takes the round's number from 0.</param>
    /// <param name="peer">Measures the other; null where there is none.</param>
    public static async Task<List<Pair>> MeasureAsync(
        int rounds, Func<int, Task<IReadOnlyList<Figure>>> ours, Func<int, Task<IReadOnlyList<Figure>>>? peer)
    {
        var pairs = new List<Pair>();
        for (var round = 0; round <= rounds; round++)
        {
            pairs.Add(await OneAsync(round, ours, peer));
        }

        return pairs[1..];
    }

    private static async Task<Pair> OneAsync(int round, Func<int, Task<IReadOnlyList<Figure>>> ours, Func<int, Task<IReadOnlyList<Figure>>>? peer)
    {
        if (peer is null)
        {
            return new Pair(await ours(round), null);
        }

        if (round % 2 == 0)
        {
            return new Pair(await ours(round), await peer(round));
        }

        var theirs = await peer(round);
        return new Pair(await ours(round), theirs);
    }
}
