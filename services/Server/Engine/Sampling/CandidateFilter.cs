using QuantGrpc.Llama.Logits;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// Top-k, typical-p, top-p and min-p in turn, each on what the one before left, at temperature 1, as llama.cpp's default chain orders
/// them. A set that a mass ends is searched in a part of the row that has this mass: a few tokens of a language model's row.
/// Owned by one thread.
/// </summary>
internal sealed class CandidateFilter(Candidates candidates)
{
    // Nats from the largest logit, or from the typical one. Measured: with 3, 9 and all, nearly flat rows took 1.5 times as long.
    private static readonly double[] Reaches = [3, 6, 10, 16, double.PositiveInfinity];

    // A share is reached within a float's own rounding: 0.6 of ten equal tokens are six, in whatever order sums are taken.
    private const double Nearly = 1 - 1e-7;

    /// <summary>Whether the mass of the whole row matters.</summary>
    public static bool NeedsSummary(SamplingSettings settings, int vocabulary) =>
        !(settings.TopK < vocabulary) && (settings.TypicalP < 1 || settings.TopP < 1);

    /// <summary>Leaves what is kept in the candidates.</summary>
    /// <returns>False where no filter applies: the candidates say nothing then.</returns>
    public bool Apply(ReadOnlySpan<float> row, SamplingSettings settings, in RowMass mass)
    {
        var isNarrowed = settings.TopK < row.Length;
        if (isNarrowed)
        {
            TakeLargest(row, settings.TopK.GetValueOrDefault(), mass.Max);
        }

        if (settings.TypicalP < 1)
        {
            KeepTypical(row, settings.TypicalP, isNarrowed ? Candidate(mass.Max) : mass, isNarrowed);
            isNarrowed = true;
        }

        if (settings.TopP < 1)
        {
            KeepNucleus(row, settings.TopP, mass, isNarrowed);
            isNarrowed = true;
        }

        return KeepLikely(row, settings.MinP, mass.Max, isNarrowed) || isNarrowed;
    }

    private void TakeLargest(ReadOnlySpan<float> row, int count, double max)
    {
        candidates.Take(row, max, LogitWindow.From(LogitRow.BoundOfTop(row, count)));
        candidates.KeepLargest(count);
    }

    private RowMass Candidate(double max) => new(max, candidates.Mass, candidates.MeanLogit(max));

    private void KeepTypical(ReadOnlySpan<float> row, float typicalP, in RowMass mass, bool isNarrowed)
    {
        var wanted = typicalP * Nearly * mass.Total;
        for (var i = 0; i < Reaches.Length && !isNarrowed; i++)
        {
            candidates.Take(row, mass.Max, LogitWindow.Around(mass.Mean, Reaches[i]));
            isNarrowed = candidates.Mass >= wanted;
        }

        candidates.KeepNearest(mass.Mean, wanted);
    }

    private void KeepNucleus(ReadOnlySpan<float> row, float topP, in RowMass mass, bool isNarrowed)
    {
        var wanted = topP * Nearly * (isNarrowed ? candidates.Mass : mass.Total);
        for (var i = 0; i < Reaches.Length && !isNarrowed; i++)
        {
            candidates.Take(row, mass.Max, LogitWindow.From((float)(mass.Max - Reaches[i])));
            isNarrowed = candidates.Mass >= wanted;
        }

        candidates.KeepNucleus(wanted);
    }

    private bool KeepLikely(ReadOnlySpan<float> row, float minP, double max, bool isNarrowed)
    {
        if (!(minP > 0))
        {
            return false;
        }

        if (isNarrowed)
        {
            candidates.KeepAtLeast(LogitRow.Max(candidates.Logits) + MathF.Log(minP));
        }
        else
        {
            candidates.Take(row, max, LogitWindow.From((float)max + MathF.Log(minP)));
        }

        return true;
    }
}
