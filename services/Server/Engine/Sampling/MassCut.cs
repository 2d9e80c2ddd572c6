using QuantGrpc.Server.Engine.Comparison;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>Where a set ends that takes the best scores until their weights reach a mass.</summary>
/// <param name="Score">The last score taken.</param>
/// <param name="Above">The mass of the better scores: as many of equal score are taken as are still needed.</param>
internal readonly record struct MassCut(float Score, double Above);
