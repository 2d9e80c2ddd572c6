using QuantGrpc.Bench.Load.Figures;

namespace QuantGrpc.Bench.Load.Pairs;

/// <summary>What one round measured on both sides; the figures stand in one order.</summary>
/// <param name="Ours">Our server's figures.</param>
/// <param name="Peer">The other's; null where there is none.</param>
internal sealed record Pair(IReadOnlyList<Figure> Ours, IReadOnlyList<Figure>? Peer);
