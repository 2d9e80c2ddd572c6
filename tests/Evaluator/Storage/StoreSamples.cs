using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>Small runs and results to store.</summary>
internal static class StoreSamples
{
    public const string Settings = "settings-1";

    public static NewRun Run(string id = "run-1", int problems = 3) => new()
    {
        Id = id,
        Dataset = new DatasetFacts { Name = "own", Source = "own.jsonl", Sha256 = ContentHash.Of("own") },
        SettingsJson = """{"template":"{problem}","temperature":0}""",
        SettingsHash = Settings,
        Host = new HostFacts { Server = "server 1", InstructionSet = "avx2", Threads = 2, Devices = ["CPU"] },
        Variants =
        [
            new RunVariant { Name = "m-F16", Fingerprint = "fp-F16", IsReference = true, Facts = new VariantFacts { BitsPerWeight = 16 } },
            new RunVariant { Name = "m-Q2_K", Fingerprint = "fp-Q2_K", Facts = new VariantFacts { FileType = "Q2_K", Context = 512 } },
        ],
        Problems = [.. Enumerable.Range(0, problems).Select(Problem)],
        Judges = ["judge-a", "judge-b"],
    };

    public static RunProblem Problem(int number) => new()
    {
        ProblemId = $"p{number}",
        Text = $"What is {number} + 1?",
        Answer = $"{number + 1}",
        Solution = $"Step 1: ${number} + 1 = {number + 1}$.",
        Subject = number % 2 == 0 ? "Algebra" : "Geometry",
        Level = 1 + (number % 5),
    };

    public static NewResult Result(string variant, int problem, string output = "Step 1: so. $\\boxed{1}$", string settings = Settings) => new()
    {
        Key = new ResultKey(settings, $"fp-{variant}", Problem(problem).Hash, 0),
        Prompt = Problem(problem).Text,
        PromptTokens = [1, 2, 70_000],
        Output = output,
        OutputTokens = [7, 8],
        Logprobs = new LogprobSummary(-3, -1.5, -2, 1),
        Steps = [new StoredStep { Number = 1, Text = "so.", Start = 8, End = 11, FirstToken = 0, EndToken = 1 }],
        StepFormat = "step_colon",
        FollowsFrame = true,
        StopReason = "end_of_text",
        Answer = "1",
        Timings = new ResultTimings(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(1.5)),
        WeightsSha256 = "weights",
        Seed = ulong.MaxValue - 1,
        GeneratedTokens = 2,
    };

    public static Grade Grade(long result, int problem, GradeVerdict verdict, string version = "1") => new()
    {
        ResultId = result,
        GoldHash = Problem(problem).GoldHash,
        GraderVersion = version,
        Verdict = verdict,
        Rule = "integer",
        GoldForm = "2",
        AnswerForm = "1",
    };

    public static JudgeVerdict Verdict(long result, VerdictKind kind, string judge = "judge-a") => new()
    {
        ResultId = result,
        Judge = judge,
        InputHash = "input",
        Kind = kind,
        FirstErrorStep = kind == VerdictKind.Valid ? 1 : null,
        ErrorType = kind == VerdictKind.Valid ? "computational_error" : null,
        Types = kind == VerdictKind.Valid ? ["computational_error"] : [],
        RawReply = "{}",
        Duration = TimeSpan.FromSeconds(0.25),
    };
}
