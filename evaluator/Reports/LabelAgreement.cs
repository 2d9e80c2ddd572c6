using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports;

/// <summary>How far annotators of one kind agree with each other, or one annotator with itself in another round.</summary>
internal sealed record LabelAgreement
{
    // Of the bootstrap: the same labels give the same interval.
    private const int Seed = 1;

    /// <summary>person, model or construction.</summary>
    public required string Kind { get; init; }

    /// <summary>Annotators and rounds; two or more.</summary>
    public required IReadOnlyList<LabelSource> Sources { get; init; }

    /// <summary>Failures with two labels or more.</summary>
    public required int Failures { get; init; }

    /// <summary>Of these, those whose labels all name one step.</summary>
    public required Proportion SameStep { get; init; }

    /// <summary>Of these, those whose labels all name one step and one type.</summary>
    public required Proportion SameBoth { get; init; }

    /// <summary>Krippendorff's alpha of the step; null where all labels are one and the same.</summary>
    public required Estimate? StepAlpha { get; init; }

    /// <summary>Krippendorff's alpha of step and type as one label.</summary>
    public required Estimate? BothAlpha { get; init; }

    /// <summary>One for each kind of annotator with failures that were labelled twice or more.</summary>
    public static IReadOnlyList<LabelAgreement> Of(IReadOnlyList<FailureLabel> labels) =>
    [
        .. labels.GroupBy(l => l.AnnotatorKind).Select(kind => Of(kind.Key, [.. kind.GroupBy(l => l.ResultId).Where(g => g.Count() > 1).Select(g => g.ToList())]))
            .OfType<LabelAgreement>(),
    ];

    private static LabelAgreement? Of(string kind, IReadOnlyList<List<FailureLabel>> units) => units.Count == 0 ? null : new LabelAgreement
    {
        Kind = kind,
        Sources = [.. units.SelectMany(u => u).Select(LabelSource.Of).Distinct()],
        Failures = units.Count,
        SameStep = new Proportion(units.Count(u => u.DistinctBy(l => l.FirstErrorStep).Count() == 1), units.Count),
        SameBoth = new Proportion(units.Count(u => u.DistinctBy(BothOf).Count() == 1), units.Count),
        StepAlpha = Alpha(units, l => $"{l.FirstErrorStep ?? 0}"),
        BothAlpha = Alpha(units, BothOf),
    };

    private static string BothOf(FailureLabel label) => $"{label.FirstErrorStep ?? 0} {label.ErrorType}";

    private static Estimate? Alpha(IReadOnlyList<List<FailureLabel>> units, Func<FailureLabel, string> labelOf) =>
        KrippendorffAlpha.WithInterval([.. units.Select(u => (IReadOnlyList<string?>)[.. u.Select(labelOf)])], new Random(Seed));
}
