using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Judges.Annotation;

/// <summary>A label beside what the judges said; step 0 is none, null is no verdict.</summary>
internal sealed record Compared(double Weight, int LabelStep, string LabelType, int? SaidStep, string? SaidType)
{
    public bool RightStep => SaidStep == LabelStep;

    public bool RightType => SaidType == LabelType;
}

/// <summary>A weighted share with Wilson's interval at the weights' effective number (Kish: the square of their sum over the sum of squares).</summary>
internal sealed record WeightedShare(double Share, Interval Interval, double Effective)
{
    public static WeightedShare Of(IReadOnlyList<Compared> rows, Func<Compared, bool> isRight)
    {
        var sum = rows.Sum(r => r.Weight);
        var share = rows.Where(isRight).Sum(r => r.Weight) / sum;
        var effective = sum * sum / rows.Sum(r => r.Weight * r.Weight);
        var whole = (int)Math.Max(1, Math.Floor(effective));
        return new WeightedShare(share, new Proportion((int)Math.Round(share * whole), whole).Wilson(), effective);
    }
}
