using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Evaluator.Commands.DataChecks;

/// <summary>What <c>datasets check</c> says about a data set.</summary>
internal sealed record DatasetCheck
{
    private const int MostRepetitions = 20;

    /// <summary>As the documentation calls it.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Whether every row can be used and none is there twice.</summary>
    public bool Clean => Rows > 0 && Malformed == 0 && RepeatedIds.Count == 0 && RepeatedProblems.Count == 0;

    public required int Rows { get; init; }

    /// <summary>Rows that are problems, or labelled solutions.</summary>
    public required int Usable { get; init; }

    /// <summary>Answers that are the last box of the solution.</summary>
    public required int AnswersFromBoxes { get; init; }

    /// <summary>Whether levels were class indices.</summary>
    public required bool LevelsFromIndices { get; init; }

    public required IReadOnlyList<CheckedCell> Cells { get; init; }

    /// <summary>Solutions with a wrong step, where the rows are labelled.</summary>
    public int? WithWrongStep { get; init; }

    /// <summary>The first ids that several rows have.</summary>
    public required IReadOnlyList<Repetition> RepeatedIds { get; init; }

    /// <summary>The first problem texts that several rows have, by their ids.</summary>
    public required IReadOnlyList<Repetition> RepeatedProblems { get; init; }

    public required int Malformed { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyList<RowFault> Faults { get; init; }

    /// <summary>Looks at what was read.</summary>
    public static DatasetCheck Of(DatasetReading reading)
    {
        var isLabelled = reading.Kind == DatasetKind.Labelled;
        var ids = isLabelled ? reading.Labelled.Select(l => l.Id) : reading.Problems.Select(p => p.Id);
        return new DatasetCheck
        {
            Kind = NameOf(reading.Kind),
            Name = Path.GetFileNameWithoutExtension(reading.Source),
            Source = reading.Source,
            Sha256 = reading.Sha256,
            Rows = reading.Rows,
            Usable = reading.Problems.Count + reading.Labelled.Count,
            AnswersFromBoxes = reading.Problems.Count(p => p.AnswerIsDerived),
            LevelsFromIndices = reading.LevelsAreIndices,
            Cells = [.. reading.Problems.GroupBy(p => (p.Subject, p.Level)).OrderBy(c => c.Key.Subject, StringComparer.Ordinal).ThenBy(c => c.Key.Level)
                .Select(c => new CheckedCell(c.Key.Subject, c.Key.Level, c.Count()))],
            WithWrongStep = isLabelled ? reading.Labelled.Count(l => l.FirstWrongStep is not null) : null,
            RepeatedIds = [.. ids.GroupBy(i => i).Where(g => g.Count() > 1).Take(MostRepetitions).Select(g => new Repetition([g.Key], g.Count()))],
            RepeatedProblems = [.. reading.Problems.GroupBy(p => p.Text).Where(g => g.Count() > 1).Take(MostRepetitions)
                .Select(g => new Repetition([.. g.Select(p => p.Id).Take(MostRepetitions)], g.Count()))],
            Malformed = reading.Faults.Count,
            Faults = reading.Faults.Kept,
        };
    }

    private static string NameOf(DatasetKind kind) => kind switch
    {
        DatasetKind.Math => "MATH",
        DatasetKind.Math500 => "MATH-500",
        DatasetKind.Gsm8k => "GSM8K",
        DatasetKind.Aime => "AIME",
        DatasetKind.MiniMath => "MiniMATH",
        DatasetKind.Labelled => "labelled solutions",
        _ => "own",
    };
}

/// <summary>Problems of a subject and level; null where rows give none.</summary>
internal sealed record CheckedCell(string? Subject, int? Level, int Problems);

/// <summary>Rows that are one.</summary>
/// <param name="Ids">Their ids; one where it is the id that repeats.</param>
/// <param name="Rows">How many.</param>
internal sealed record Repetition(IReadOnlyList<string> Ids, int Rows);
