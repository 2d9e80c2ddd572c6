using System.Text.Json;
using QuantGrpc.Evaluator.Answers;
using QuantGrpc.Evaluator.Datasets;
using QuantGrpc.Evaluator.Steps;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Runs.Imports;

/// <summary>
/// Takes outputs that were made elsewhere in as a run: split into steps and graded like any other, open to judges and reports. There are
/// no tokens, no times and no provenance, so no divergence. The same files give the same run again.
/// </summary>
internal sealed class RunImporter(RunStore store)
{
    public const string Notice = "imported: outputs made elsewhere, without provenance";

    private const int ResultsAtOnce = 200;

    /// <exception cref="DatasetException">Rows that cannot be read, with file, line and field; or variants that cannot be compared.</exception>
    public async Task<Run> ImportAsync(ImportRequest request, Action<int> report, CancellationToken cancellation)
    {
        var cells = await ReadAsync(request, cancellation);
        var hashes = new List<string>();
        foreach (var file in request.Files)
        {
            hashes.Add(await SourceHash.OfAsync(file.Path, cancellation));
        }

        var run = RunOf(request, cells, ContentHash.Of(string.Join('\n', hashes)));
        if (await store.GetRunAsync(run.Id, cancellation) is null)
        {
            await store.CreateRunAsync(run, cancellation);
        }

        await StoreAsync(run, cells, report, cancellation);
        await store.SetStateAsync(run.Id, RunState.Complete, reason: null, cancellation);
        return await store.GetRunAsync(run.Id, cancellation) ?? throw new InvalidOperationException($"run {run.Id} was stored and is gone");
    }

    private static async Task<ImportedCells> ReadAsync(ImportRequest request, CancellationToken cancellation)
    {
        var reader = new OutputReader(new ProblemSource(request.Dataset), request.Map);
        var cells = new ImportedCells();
        foreach (var file in request.Files)
        {
            await foreach (var output in reader.ReadAsync(file, cancellation))
            {
                try
                {
                    cells.Add(output);
                }
                catch (RowFaultException e)
                {
                    reader.Faults.Add(e.Fault);
                }
            }
        }

        if (reader.Faults.Count > 0)
        {
            throw new DatasetException($"{reader.Faults}");
        }

        cells.Check();
        return cells;
    }

    private static NewRun RunOf(ImportRequest request, ImportedCells cells, string hash)
    {
        var files = string.Join(", ", request.Files.Select(f => Path.GetFileName(f.Path)));
        var settings = JsonSerializer.Serialize(new { Prompt = "", Imported = files });
        var reference = ReferenceOf(request, cells.Variants);
        return new NewRun
        {
            Id = ContentHash.Of(string.Join('\n', [hash, request.Dataset?.Sha256 ?? "", reference, .. cells.Variants]))[..12],
            Dataset = new DatasetFacts
            {
                Name = request.Dataset?.Name ?? Path.GetFileNameWithoutExtension(request.Files[0].Path),
                Source = request.Dataset?.Source ?? files,
                Sha256 = request.Dataset?.Sha256 ?? hash,
            },
            SettingsJson = settings,
            SettingsHash = ContentHash.Of("imported"),
            Samples = cells.Samples,
            Notice = request.Dataset?.IsMiniMath is true ? $"{RunPlanner.MiniMathNotice}; {Notice}" : Notice,
            Host = new HostFacts { Server = $"imported from {files}" },
            Imported = true,
            Variants =
            [
                .. cells.Variants.Select(name => new RunVariant
                {
                    Name = name,
                    // What made them is not known: the same bytes under the same name are the same variant.
                    Fingerprint = ContentHash.Of($"imported\n{name}\n{hash}"),
                    IsReference = name == reference,
                    Facts = new VariantFacts { BaseModel = request.BaseModel },
                }),
            ],
            Problems = [.. cells.Problems.Select(Stored)],
        };
    }

    private static string ReferenceOf(ImportRequest request, IReadOnlyList<string> variants) =>
        request.Reference is not { } name ? variants[0]
        : variants.Contains(name) ? name
        : throw new RunRefusedException($"--reference {name}: the files have {string.Join(", ", variants)}");

    private async Task StoreAsync(NewRun run, ImportedCells cells, Action<int> report, CancellationToken cancellation)
    {
        var done = 0;
        foreach (var some in ResultsOf(run, cells).Chunk(ResultsAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            await store.AddGradedAsync(some, cancellation);
            report(done += some.Length);
        }
    }

    private static IEnumerable<GradedResult> ResultsOf(NewRun run, ImportedCells cells) =>
        from variant in run.Variants
        from problem in cells.Problems
        from output in cells.Of(variant.Name, problem).Select((text, sample) => (text, sample))
        let key = new ResultKey(run.SettingsHash, variant.Fingerprint ?? "", ContentHash.Of(problem.Text), output.sample)
        let result = ResultOf(key, cells.PromptOf(problem), output.text)
        let grade = Grader.Grade(problem.Answer, result.Answer)
        select new GradedResult(result, id => CellWorker.Stored(grade, id, Stored(problem)));

    private static NewResult ResultOf(ResultKey key, string prompt, string output)
    {
        var parsed = StepParser.Parse(output);
        var answer = AnswerExtractor.Extract(output);
        return new NewResult
        {
            Key = key,
            Prompt = prompt,
            Output = output,
            Steps = [.. parsed.Steps.Select(s => new StoredStep { Number = s.Number, Text = s.Text, Start = s.Start, End = s.End })],
            StepFormat = parsed.Format.ToString(),
            FollowsFrame = parsed.FollowsFrame,
            StopReason = "unknown",
            Answer = answer?.Text,
            WeakAnswer = answer?.Weak ?? false,
            Timings = default,
            WeightsSha256 = "",
            GeneratedTokens = 0,
        };
    }

    private static RunProblem Stored(Problem problem) => new()
    {
        ProblemId = problem.Id,
        Text = problem.Text,
        Answer = problem.Answer,
        Solution = problem.Solution,
        Subject = problem.Subject,
        Level = problem.Level,
    };
}
