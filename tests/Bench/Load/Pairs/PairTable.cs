using QuantGrpc.Bench.Load.Figures;
using Spectre.Console;

namespace QuantGrpc.Bench.Load.Pairs;

/// <summary>Medians of both sides, and the median of the rounds' ratios with its interval: a row a figure.</summary>
internal static class PairTable
{
    public static Table Of(IReadOnlyList<Pair> pairs)
    {
        var hasPeer = pairs[0].Peer is not null;
        var table = new Table().AddColumns("", "ours").AddColumns(hasPeer ? ["peer", "ours / peer", "interval"] : ["interval"]);
        for (var i = 0; i < pairs[0].Ours.Count; i++)
        {
            var ours = MedianInterval.Of(pairs.Select(p => p.Ours[i].Value));
            string[] rest = hasPeer ? PeerCells(pairs, i) : [Range(ours)];
            table.AddRow([pairs[0].Ours[i].Name, Text(ours.Median), .. rest]);
        }

        return table;
    }

    private static string[] PeerCells(IReadOnlyList<Pair> pairs, int figure)
    {
        var peer = pairs.Select(p => p.Peer![figure].Value).ToList();
        var ratio = MedianInterval.Of(pairs.Select((p, round) => p.Ours[figure].Value / peer[round]));
        return [Text(Quantile.Median(peer)), Text(ratio.Median), Range(ratio)];
    }

    private static string Range(MedianInterval interval) => $"{Text(interval.Low)} to {Text(interval.High)} ({interval.Confidence:P0})";

    private static string Text(double value) => Math.Abs(value) >= 100 ? $"{value:N0}" : Math.Abs(value) >= 10 ? $"{value:0.0}" : $"{value:0.000}";
}
