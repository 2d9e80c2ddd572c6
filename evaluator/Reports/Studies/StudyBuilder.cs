using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Studies;

/// <summary>Makes a study of comparable runs: the matrix of base model by variant, with mean and maximum of the losses.</summary>
internal sealed class StudyBuilder(IReadOnlyList<StudyRun> runs)
{
    private const int Seed = 1;

    /// <summary>Reads a run for a study.</summary>
    public static async Task<StudyRun> ReadAsync(RunStore store, Run run, CancellationToken cancellation) => new(
        run,
        await store.GetProblemsAsync(run.Id, cancellation),
        await store.ListCellsAsync(run.Id, new CellFilter(), CellPage.All, cancellation));

    /// <exception cref="IncomparableRunsException">A run is unfinished or has no reference, or the runs differ in more than their variants.</exception>
    public StudyReport Build()
    {
        RequireWhole(runs);
        RequireComparable();
        var labels = runs.Select(r => VariantLabels.Of(r.Run)).ToList();
        var columns = labels.SelectMany(l => l.Values).Distinct().ToList();
        return new StudyReport
        {
            Problems = runs[0].Problems.Count,
            Samples = runs[0].Run.Samples,
            Bases = [.. runs.Select((run, i) => BaseOf(run, NameOf(i)))],
            Columns = [.. columns.Select(label => ColumnOf(label, labels))],
            Notes = Notes(columns, labels),
        };
    }

    /// <exception cref="IncomparableRunsException">A run lacks results or a reference.</exception>
    public static void RequireWhole(IReadOnlyList<StudyRun> runs)
    {
        var faults = runs.Where(r => r.Done < r.Run.CellCount || r.Run.Reference is null).Select(r => r.Run.Reference is null
            ? $"{r.Run.Id} has no reference"
            : $"{r.Run.Id} is unfinished: {r.Done} of {r.Run.CellCount} results").ToList();
        if (faults.Count > 0)
        {
            throw new IncomparableRunsException(string.Join('\n', faults));
        }
    }

    private void RequireComparable()
    {
        var differences = runs.Skip(1).SelectMany(other => RunDifferences.Between(runs[0], other)).ToList();
        if (differences.Count > 0)
        {
            throw new IncomparableRunsException(string.Join('\n', differences.Prepend("these runs are not comparable; they differ in:")));
        }
    }

    private StudyBase BaseOf(StudyRun run, string name)
    {
        var reference = run.Run.Reference ?? throw new InvalidOperationException($"run {run.Run.Id} has no reference");
        return new StudyBase
        {
            Name = name,
            Run = run.Run.Id,
            Reference = reference.Name,
            Accuracy = run.Scores(reference.Name).Average(),
            Parameters = reference.Facts.Parameters,
            Bytes = reference.Facts.FileBytes,
        };
    }

    private StudyColumn ColumnOf(string label, IReadOnlyList<IReadOnlyDictionary<string, string>> labels)
    {
        var names = labels.Select(l => l.FirstOrDefault(v => v.Value == label).Key).ToList(); // null where a base lacks it
        var having = Enumerable.Range(0, runs.Count).Where(i => names[i] is not null).ToList();
        var models = having.ConvertAll(i => new StudyModel(NameOf(i), ReferenceScores(runs[i]), runs[i].Scores(names[i])));
        var study = new StudyMaximum(models);
        var (points, percent) = (study.Points(new Random(Seed)), study.PercentOfReference(new Random(Seed)));
        var cells = new StudyCell?[runs.Count];
        for (var k = 0; k < having.Count; k++)
        {
            var run = runs[having[k]];
            cells[having[k]] = new StudyCell
            {
                Variant = names[having[k]],
                Accuracy = models[k].Variant.Average(),
                Bytes = run.Run.Variants.First(v => v.Name == names[having[k]]).Facts.FileBytes,
                Points = points.Losses[k],
                Percent = percent.Losses[k],
                Levels = LevelsOf(run.Levels, models[k]),
            };
        }

        return new StudyColumn { Label = label, Cells = cells, Points = points, Percent = percent };
    }

    private static List<LevelLoss> LevelsOf(int?[] levels, StudyModel model) =>
    [
        .. levels.OfType<int>().Distinct().Order().Select(level =>
        {
            var at = Enumerable.Range(0, levels.Length).Where(i => levels[i] == level).ToList();
            var loss = PairedBootstrap.Loss(at.ConvertAll(i => model.Reference[i]), at.ConvertAll(i => model.Variant[i]), new Random(Seed));
            return new LevelLoss(level, at.Count, loss.Times(100));
        }),
    ];

    private static double[] ReferenceScores(StudyRun run) => run.Scores(run.Run.Reference?.Name ?? "", ungradable: 1);

    // Two runs of one model are told apart by their ids.
    private string NameOf(int i) => runs.Count(r => r.BaseModel == runs[i].BaseModel) > 1 ? $"{runs[i].BaseModel} ({runs[i].Run.Id})" : runs[i].BaseModel;

    private List<string> Notes(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyDictionary<string, string>> labels)
    {
        var notes = columns.Select(label => (Label: label, Lacking: Enumerable.Range(0, runs.Count).Where(i => !labels[i].Values.Contains(label)).ToList()))
            .Where(c => c.Lacking.Count > 0)
            .Select(c => $"{c.Label}: mean and maximum are without {string.Join(", ", c.Lacking.Select(NameOf))}").ToList();
        if (runs.Any(r => r.Run.Imported))
        {
            notes.Add("imported runs state no prompt, sampling or seeds: that they agree is taken on trust");
        }

        return notes;
    }
}
