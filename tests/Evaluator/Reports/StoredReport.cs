using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Storage;
using QuantGrpc.Tests.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Reports;

/// <summary>A result to be stored. R is right, W wrong, U ungradable.</summary>
internal sealed record Given(string Variant, int Problem, char Grade)
{
    public int Sample { get; init; }

    /// <summary>The first wrong step that every judge names; null for no verdict.</summary>
    public int? Step { get; init; }

    /// <summary>Types that hold, in the judges' order.</summary>
    public IReadOnlyList<string> Types { get; init; } = ["computational_error"];

    public int Tokens { get; init; } = 2;
    public bool Truncated { get; init; }

    /// <summary>Equations that were checked, and wrong ones; null where nobody counted.</summary>
    public (int Checked, int Wrong)? Equations { get; init; }
}

/// <summary>A store with one run, written by a test, and its report.</summary>
internal sealed class StoredReport : IAsyncDisposable
{
    private readonly StoreFolder _folder;
    private readonly Dictionary<(string, int, int), long> _results = [];

    private StoredReport(StoreFolder folder, RunStore store) => (_folder, Store) = (folder, store);

    public RunStore Store { get; }

    public long Result(string variant, int problem, int sample = 0) => _results[(variant, problem, sample)];

    /// <summary>The first variant is the reference; a name "F16 again" is a second run of F16.</summary>
    public static async Task<StoredReport> CreateAsync(int problems, string[] variants, string[] judges, int samples = 1)
    {
        var folder = new StoreFolder();
        var stored = new StoredReport(folder, await folder.OpenAsync());
        await stored.Store.CreateRunAsync(StoreSamples.Run(problems: problems) with
        {
            Samples = samples,
            Judges = judges,
            Variants = [.. variants.Select((name, i) => new RunVariant
            {
                Name = $"m-{name}",
                Fingerprint = $"fp-{name}",
                IsReference = i == 0,
                Facts = new VariantFacts { BaseModel = "Mini", RepeatOf = name.EndsWith(" again", StringComparison.Ordinal) ? $"m-{variants[0]}" : null },
            })],
        });
        return stored;
    }

    /// <summary>A grade a character, a problem each.</summary>
    public Task AddAsync(string variant, string grades, int sample = 0) =>
        AddAsync([.. grades.Select((grade, problem) => new Given(variant, problem, grade) { Sample = sample })]);

    public async Task AddAsync(params Given[] all)
    {
        foreach (var given in all)
        {
            var sample = StoreSamples.Result(given.Variant, given.Problem);
            var id = (await Store.AddResultAsync(sample with
            {
                Key = sample.Key with { Sample = given.Sample }, GeneratedTokens = given.Tokens, Truncated = given.Truncated,
            })).ResultId;
            _results[(given.Variant, given.Problem, given.Sample)] = id;
            await Store.AddGradeAsync(StoreSamples.Grade(id, given.Problem, given.Grade switch
            {
                'R' => GradeVerdict.Equivalent,
                'W' => GradeVerdict.NotEquivalent,
                _ => GradeVerdict.Ungradable,
            }));
            if (given.Equations is var (shown, wrong))
            {
                await Store.AddEquationCountAsync(new EquationCount { ResultId = id, CheckerVersion = "1", Checked = shown, Wrong = wrong });
            }

            if (given.Step is { } step)
            {
                await JudgeAsync(id, "judge-a", step, given.Types);
            }
        }
    }

    public Task JudgeAsync(long result, string judge, int? step, IReadOnlyList<string> types) => Store.AddVerdictAsync(
        StoreSamples.Verdict(result, VerdictKind.Valid, judge) with { FirstErrorStep = step, ErrorType = step is null ? "none" : types[0], Types = types });

    public async Task<ReportModel> BuildAsync(double acceptable = 2, RunState state = RunState.Complete)
    {
        await Store.SetStateAsync("run-1", state, null);
        return await new ReportBuilder(Store, acceptable).BuildAsync(await RunAsync(), CancellationToken.None);
    }

    public async Task<Run> RunAsync() => (await Store.GetRunAsync("run-1")).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }
}
