using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine.Sampling;

/// <summary>
/// Draws a token from a row: bias, penalties, what is allowed; then the filters at temperature 1; then temperature, and a token by id
/// where the cumulated weights pass the position's random number. Nothing is sorted and nothing allocated. One a thread.
/// </summary>
internal sealed class TokenSampler
{
    private readonly LogitAdjuster _adjuster;
    private readonly Candidates _candidates;
    private readonly CandidateFilter _filter;
    private readonly RowDraw _rowDraw;

    public TokenSampler(int vocabulary, IReadOnlyList<TokenId> ends)
    {
        _adjuster = new LogitAdjuster(vocabulary, ends);
        _candidates = new Candidates(vocabulary);
        _filter = new CandidateFilter(_candidates);
        _rowDraw = new RowDraw(vocabulary);
    }

    /// <summary>Draws by the position-addressed random number; the largest logit where the temperature is 0.</summary>
    /// <returns>Null where no token may be drawn.</returns>
    public Draw? Sample(ReadOnlySpan<float> logits, SamplingSettings settings, in DrawPoint point)
    {
        var changes = _adjuster.Changes(settings, point);
        var row = changes ? _adjuster.Adjust(logits, settings, point) : logits;
        var summary = changes ? null : point.Summary;
        if (settings.IsGreedy)
        {
            var largest = summary?.Largest ?? LogitRow.Largest(row);
            return float.IsNegativeInfinity(row[largest.Value]) ? null : new Draw(largest, 0);
        }

        var mass = Measure(row, settings, summary);
        if (double.IsNegativeInfinity(mass.Max))
        {
            return null;
        }

        var random = PositionRandom.Uniform(settings.Seed, point.Sample, point.Position);
        return _filter.Apply(row, settings, mass)
            ? DrawCandidate(settings.Temperature, random)
            : _rowDraw.Draw(row, mass.Max, 1.0 / settings.Temperature, random);
    }

    private static RowMass Measure(ReadOnlySpan<float> row, SamplingSettings settings, RowSummary? summary)
    {
        if (summary is null && CandidateFilter.NeedsSummary(settings, row.Length))
        {
            summary = LogitRow.Summarize(row);
        }

        return summary is { } known ? RowMass.Of(known) : RowMass.OfMaxAlone(LogitRow.Max(row));
    }

    private Draw DrawCandidate(float temperature, double random)
    {
        var logits = _candidates.Logits;
        double max = LogitRow.Max(logits); // typical-p may have dropped the row's largest
        var weights = _candidates.Weigh(max, 1.0 / temperature);
        var picked = RowDraw.Pick(weights, random * _candidates.Mass).Index;
        return new Draw(_candidates.Token(picked), ((logits[picked] - max) / temperature) - Math.Log(_candidates.Mass));
    }
}
