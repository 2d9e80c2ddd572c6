using QuantGrpc.Evaluator.Reports.Studies;
using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Commands.Studies;

/// <summary>Comparisons of runs for programs. Losses are in points or percent, shares 0 to 1.</summary>
internal static class StudyJson
{
    public static object Of(StudyReport study) => new
    {
        Kind = "study",
        study.Problems,
        study.Samples,
        study.Bases,
        Variants = study.Columns.Select(column => new
        {
            Variant = column.Label,
            Bases = column.Cells.Select(cell => cell is null ? null : new
            {
                cell.Variant,
                cell.Accuracy,
                cell.Bytes,
                LossPoints = Of(cell.Points),
                LossPercent = Of(cell.Percent),
                Levels = cell.Levels.Select(l => new { l.Level, l.Problems, LossPoints = Of(l.Points) }),
            }),
            MeanPoints = Of(column.Points.Mean),
            MeanPercent = Of(column.Percent.Mean),
            MaximumPoints = Of(column.Points.Maximum),
            MaximumPointsAt = column.Points.MaximumAt,
            MaximumPercent = Of(column.Percent.Maximum),
            MaximumPercentAt = column.Percent.MaximumAt,
        }),
        study.Notes,
    };

    public static object Of(StepGrammarComparison comparison, IReadOnlyList<StepGrammarEffect> effects) => new
    {
        Kind = "step_grammar",
        RunWithout = comparison.Runs[0],
        RunWith = comparison.Runs[1],
        Variants = effects.Select(effect => new
        {
            effect.Variant,
            effect.IsReference,
            AccuracyWithout = effect.Free,
            AccuracyWith = effect.WithGrammar,
            EffectPoints = Of(effect.Effect),
            InteractionPoints = effect.Interaction is { } interaction ? Of(interaction) : null,
        }),
    };

    private static object Of(Estimate estimate) => new { estimate.Value, estimate.Interval.Low, estimate.Interval.High };
}
