using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Bench.Store;

/// <summary>A run of made-up results: every second failure is judged by three judges who mostly agree.</summary>
internal sealed class GeneratedRun(int problems, int variants)
{
    private const int ResultsAtOnce = 1000;

    private static readonly string[] Subjects =
        ["Algebra", "Counting & Probability", "Geometry", "Intermediate Algebra", "Number Theory", "Prealgebra", "Precalculus"];

    private static readonly string[] Types = ["computational_error", "procedural_error", "logical_reasoning_error", "symbolic_manipulation_error"];

    private readonly Random _chance = new(1);

    /// <summary>Stores it.</summary>
    /// <returns>How many results it has.</returns>
    public async Task<int> StoreAsync(RunStore store, CancellationToken cancellation)
    {
        var run = Run();
        await store.CreateRunAsync(run, cancellation);
        var stored = 0;
        foreach (var some in Results(run).Chunk(ResultsAtOnce))
        {
            stored += await store.AddGradedAsync(some, cancellation);
        }

        foreach (var failure in await store.ListCellsAsync(run.Id, new CellFilter { Grade = GradeVerdict.NotEquivalent }, CellPage.All, cancellation))
        {
            if (failure.ResultId % 2 == 0)
            {
                foreach (var judge in run.Judges)
                {
                    await store.AddVerdictAsync(Verdict(failure.ResultId, judge), cancellation);
                }
            }
        }

        await store.SetStateAsync(run.Id, RunState.Complete, reason: null, cancellation);
        return stored;
    }

    private NewRun Run() => new()
    {
        Id = "generated",
        Dataset = new DatasetFacts { Name = "generated", Source = "generated", Sha256 = ContentHash.Of("generated") },
        SettingsJson = """{"Prompt":"{problem}"}""",
        SettingsHash = ContentHash.Of("settings"),
        Host = new HostFacts(),
        Variants =
        [
            .. Enumerable.Range(0, variants).Select(i => new RunVariant
            {
                Name = $"model-V{i}",
                Fingerprint = ContentHash.Of($"variant {i}"),
                IsReference = i == 0,
                Facts = new VariantFacts { BaseModel = "model", FileType = $"V{i}", BitsPerWeight = 16.0 / (i + 1), FileBytes = 1_000_000_000 / (i + 1) },
            }),
        ],
        Problems =
        [
            .. Enumerable.Range(0, problems).Select(i => new RunProblem
            {
                ProblemId = $"p{i}",
                Text = $"Problem {i}: what is ${i} + 1$? {new string('x', 150)}",
                Answer = $"{i + 1}",
                Solution = $"Step 1: ${i} + 1 = {i + 1}$.\nThe answer is $\\boxed{{{i + 1}}}$.",
                Subject = Subjects[i % Subjects.Length],
                Level = 1 + (i % 5),
            }),
        ],
        Judges = ["judge-a", "judge-b", "judge-c"],
    };

    private IEnumerable<GradedResult> Results(NewRun run) =>
        from variant in run.Variants.Select((v, i) => (v.Fingerprint, Place: i))
        from problem in run.Problems.Select((p, i) => (p.Hash, p.GoldHash, p.Answer, Number: i))
        let right = _chance.NextDouble() < 0.7 - (0.02 * variant.Place)
        let key = new ResultKey(run.SettingsHash, variant.Fingerprint ?? "", problem.Hash, 0)
        select new GradedResult(Result(key, problem.Number, right ? problem.Answer : "-1"), id => new Grade
        {
            ResultId = id,
            GoldHash = problem.GoldHash,
            GraderVersion = "bench",
            Verdict = right ? GradeVerdict.Equivalent : GradeVerdict.NotEquivalent,
            Rule = "integer",
        });

    private NewResult Result(ResultKey key, int number, string answer)
    {
        var steps = Enumerable.Range(1, 4).Select(k => $"Step {k}: add the next part, ${number} + {k} = {number + k}$, and keep it for what follows.").ToList();
        return new NewResult
        {
            Key = key,
            Prompt = $"Problem {number}",
            PromptTokens = [.. Enumerable.Range(0, 60).Select(i => (uint)i)],
            Output = $"{string.Join('\n', steps)}\nThe answer is $\\boxed{{{answer}}}$.",
            OutputTokens = [.. Enumerable.Range(0, 150).Select(i => (uint)i)],
            Logprobs = new LogprobSummary(-12, -0.08, -2, 17),
            Steps = [.. steps.Select((text, i) => new StoredStep { Number = i + 1, Text = text, Start = 80 * i, End = (80 * i) + 79, FirstToken = 30 * i, EndToken = (30 * i) + 30 })],
            StepFormat = "StepLabels",
            FollowsFrame = true,
            StopReason = "end_of_text",
            Answer = answer,
            Timings = new ResultTimings(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(40), TimeSpan.FromSeconds(2 + _chance.NextDouble())),
            WeightsSha256 = "",
            GeneratedTokens = 150,
        };
    }

    private JudgeVerdict Verdict(long result, string judge)
    {
        var step = _chance.Next(10) < 8 ? 1 + (int)(result % 4) : 1 + _chance.Next(4);
        var type = Types[_chance.Next(10) < 8 ? result % Types.Length : _chance.Next(Types.Length)];
        return new JudgeVerdict
        {
            ResultId = result,
            Judge = judge,
            InputHash = $"{result}",
            Kind = VerdictKind.Valid,
            FirstErrorStep = step,
            ErrorType = type,
            Types = [type],
            Reason = "The sum is not the one that the step before gives.",
            RawReply = $$"""{"first_error_step": {{step}}, "type": "{{type}}"}""",
            OneJudge = false,
        };
    }
}
