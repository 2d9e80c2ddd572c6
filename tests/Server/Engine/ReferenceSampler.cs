using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Sampling;

namespace QuantGrpc.Tests.Server.Engine;

/// <summary>The sampler's definition, slow and plain: full sorts and textbook sums.</summary>
internal static class ReferenceSampler
{
    /// <summary>The tokens that the filters keep, by id.</summary>
    public static int[] Kept(float[] row, SamplingSettings settings)
    {
        var kept = Enumerable.Range(0, row.Length).Where(id => !float.IsNegativeInfinity(row[id])).ToArray();
        var max = kept.Length > 0 ? kept.Max(id => (double)row[id]) : 0;
        kept = settings.TopK is { } topK ? [.. ByLogit(row, kept).Take(topK)] : kept;
        kept = settings.TypicalP < 1 ? UntilMass(row, max, ByTypicality(row, max, kept), settings.TypicalP) : kept;
        kept = settings.TopP < 1 ? UntilMass(row, max, ByLogit(row, kept), settings.TopP) : kept;
        var floor = settings.MinP > 0 ? kept.Max(id => row[id]) + MathF.Log(settings.MinP) : float.MinValue;
        return [.. kept.Where(id => row[id] >= floor).Order()];
    }

    /// <summary>The token by id where the cumulated probability passes a random number, and its logprob.</summary>
    public static Draw Draw(float[] row, SamplingSettings settings, double random)
    {
        var kept = Kept(row, settings);
        var max = kept.Max(id => (double)row[id]);
        var weights = kept.Select(id => Math.Exp((row[id] - max) / settings.Temperature)).ToArray();
        var total = weights.Sum();
        var cumulated = 0.0;
        var at = Array.FindIndex(weights, weight => (cumulated += weight) > random * total);
        return new Draw(new(kept[at]), Math.Log(weights[at] / total));
    }

    private static int[] ByLogit(float[] row, int[] ids) => [.. ids.OrderByDescending(id => row[id]).ThenBy(id => id)];

    private static int[] ByTypicality(float[] row, double max, int[] ids)
    {
        var total = ids.Sum(id => Math.Exp(row[id] - max));
        var mean = max + ids.Sum(id => row[id] - max is var shifted && shifted < -700 ? 0 : Math.Exp(row[id] - max) / total * (row[id] - max));
        return [.. ids.OrderBy(id => (float)Math.Abs(row[id] - mean)).ThenBy(id => id)];
    }

    private static int[] UntilMass(float[] row, double max, int[] ordered, float share)
    {
        var wanted = share * (1 - 1e-7) * ordered.Sum(id => Math.Exp(row[id] - max));
        var mass = 0.0;
        var last = Array.FindIndex(ordered, id => (mass += Math.Exp(row[id] - max)) >= wanted);
        return last < 0 ? ordered : ordered[..(last + 1)];
    }
}
