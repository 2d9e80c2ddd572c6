using System.Runtime.InteropServices;
using QuantGrpc.Inference.V1;

namespace QuantGrpc.Server.Calls;

/// <summary>How far a variant is from the reference, token by token.</summary>
internal sealed class DivergenceTally
{
    private readonly List<double> _divergences = [];
    private double _logprob;
    private double _logprobChange;
    private double _probabilityChange;
    private double _squaredProbabilityChange;
    private int _sameTop;

    /// <summary>Index of the first token at which the preferred one flips.</summary>
    public int? FirstFlip { get; private set; }

    /// <summary>Takes the next token.</summary>
    /// <param name="divergence">KL(reference ‖ variant) in nats.</param>
    /// <param name="logprob">Under the variant.</param>
    /// <param name="reference">Logprob under the reference.</param>
    /// <param name="sameTop">Whether both prefer the same token.</param>
    public void Add(double divergence, double logprob, double reference, bool sameTop)
    {
        FirstFlip ??= sameTop ? null : _divergences.Count;
        _divergences.Add(divergence);
        _logprob += logprob;
        _logprobChange += logprob - reference;
        var change = Math.Exp(logprob) - Math.Exp(reference);
        _probabilityChange += change;
        _squaredProbabilityChange += change * change;
        _sameTop += sameTop ? 1 : 0;
    }

    /// <summary>Takes all tokens of another tally.</summary>
    public void Add(DivergenceTally other)
    {
        _divergences.AddRange(other._divergences);
        _logprob += other._logprob;
        _logprobChange += other._logprobChange;
        _probabilityChange += other._probabilityChange;
        _squaredProbabilityChange += other._squaredProbabilityChange;
        _sameTop += other._sameTop;
    }

    /// <summary>As a message, without a first flip.</summary>
    /// <param name="variant">Which variant.</param>
    public Divergence ToMessage(int variant)
    {
        var count = _divergences.Count;
        var mean = _divergences.Average();
        var variance = _divergences.Sum(d => (d - mean) * (d - mean)) / Math.Max(1, count - 1);
        return new Divergence
        {
            Variant = (uint)variant,
            Tokens = (ulong)count,
            MeanDivergence = mean,
            MeanDivergenceError = Math.Sqrt(variance / count),
            Percentiles = Percentiles(),
            SameTopShare = (double)_sameTop / count,
            Logprob = _logprob,
            Perplexity = Math.Exp(-_logprob / count),
            MeanLogprobChange = _logprobChange / count,
            MeanProbabilityChange = _probabilityChange / count,
            RmsProbabilityChange = Math.Sqrt(_squaredProbabilityChange / count),
        };
    }

    private DivergencePercentiles Percentiles()
    {
        var sorted = _divergences.Order().ToList();
        return new DivergencePercentiles
        {
            Minimum = sorted[0],
            P1 = At(sorted, 0.01),
            P5 = At(sorted, 0.05),
            P10 = At(sorted, 0.10),
            Median = At(sorted, 0.50),
            P90 = At(sorted, 0.90),
            P95 = At(sorted, 0.95),
            P99 = At(sorted, 0.99),
            P999 = At(sorted, 0.999),
            Maximum = sorted[^1],
        };
    }

    private static double At(List<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Count - 1);
        var values = CollectionsMarshal.AsSpan(sorted);
        return values[below] + ((at - below) * (values[above] - values[below]));
    }
}
