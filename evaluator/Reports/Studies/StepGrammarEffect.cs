using QuantGrpc.Evaluator.Statistics;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>What the step grammar does to one variant, and whether it does more to it than to the reference.</summary>
internal sealed record StepGrammarEffect
{
    public required string Variant { get; init; }
    public required bool IsReference { get; init; }

    /// <summary>Shares of right answers, 0 to 1.</summary>
    public required double Free { get; init; }

    public required double WithGrammar { get; init; }

    /// <summary>With grammar minus free, in points, paired by problem.</summary>
    public required Estimate Effect { get; init; }

    /// <summary>The variant's effect minus the reference's, in points, paired by problem; null for the reference.</summary>
    public Estimate? Interaction { get; init; }
}

/// <summary>Two runs that differ by the step grammar alone: does it help a variant more than the reference? A difference of differences.</summary>
internal sealed class StepGrammarComparison(StudyRun free, StudyRun constrained)
{
    private const int Seed = 1;

    /// <summary>Pairs two runs where one has the grammar, the other does not, and nothing else differs; null otherwise.</summary>
    public static StepGrammarComparison? Of(StudyRun first, StudyRun second)
    {
        var isGrammar = RunDifferences.Cells(first, second).Count == 0
            && RunDifferences.Settings(first, second) is [var only] && only.Contains("Grammar", StringComparison.OrdinalIgnoreCase)
            && first.Run.Variants.Select(v => (v.Name, v.IsReference)).SequenceEqual(second.Run.Variants.Select(v => (v.Name, v.IsReference)));
        return !isGrammar ? null
            : HasGrammar(second) ? new StepGrammarComparison(first, second)
            : new StepGrammarComparison(second, first);
    }

    /// <summary>Ids of the runs without and with the grammar.</summary>
    public IReadOnlyList<string> Runs => [free.Run.Id, constrained.Run.Id];

    /// <summary>One a variant, in the runs' order.</summary>
    /// <exception cref="IncomparableRunsException">A run is unfinished or has no reference.</exception>
    public IReadOnlyList<StepGrammarEffect> Effects()
    {
        StudyBuilder.RequireWhole([free, constrained]);
        var reference = Changes(free.Run.Reference?.Name ?? "");
        return [.. free.Run.Variants.Select(v => new StepGrammarEffect
        {
            Variant = v.Name,
            IsReference = v.IsReference,
            Free = free.Scores(v.Name).Average(),
            WithGrammar = constrained.Scores(v.Name).Average(),
            Effect = Mean(Changes(v.Name)),
            Interaction = v.IsReference ? null : Mean([.. Changes(v.Name).Zip(reference, (own, other) => own - other)]),
        })];
    }

    // The run that states it; a default of "off" is not stated or says false or null.
    private static bool HasGrammar(StudyRun run)
    {
        using var json = System.Text.Json.JsonDocument.Parse(run.Run.SettingsJson);
        return json.RootElement.EnumerateObject().Any(field => field.Name.Contains("Grammar", StringComparison.OrdinalIgnoreCase)
            && field.Value.ValueKind is not (System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.False));
    }

    private double[] Changes(string variant) => [.. constrained.Scores(variant).Zip(free.Scores(variant), (with, without) => with - without)];

    private static Estimate Mean(double[] changes) => PairedBootstrap.Mean(changes, new Random(Seed)).Times(100);
}
