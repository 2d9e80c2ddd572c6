using System.Data.Common;
using Dapper;

namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Stores a new run in state <see cref="RunState.Running"/>.</summary>
    /// <exception cref="ArgumentException">Its id exists, or variants or problems repeat themselves.</exception>
    public async Task CreateRunAsync(NewRun run, CancellationToken cancellationToken = default)
    {
        RefuseRepeats(run);
        await WriteAsync(writer => Insert(writer, run), cancellationToken);
    }

    /// <summary>A run by id; null where there is none.</summary>
    public async Task<Run?> GetRunAsync(string id, CancellationToken cancellationToken = default) =>
        (await RunsAsync(new RunPage { Size = 1 }, id, cancellationToken)).FirstOrDefault();

    /// <summary>Runs, newest first.</summary>
    public Task<IReadOnlyList<Run>> ListRunsAsync(RunPage page, CancellationToken cancellationToken = default) =>
        RunsAsync(page, null, cancellationToken);

    /// <summary>The run's problems in its order.</summary>
    public Task<IReadOnlyList<RunProblem>> GetProblemsAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<RunProblem>("run_problems", new { RunId = runId }, cancellationToken);

    /// <summary>How far the run is, a row a variant in the run's order; empty where there is no such run.</summary>
    public Task<IReadOnlyList<VariantProgress>> GetProgressAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<VariantProgress>("progress", new { RunId = runId }, cancellationToken);

    /// <summary>Moves a run to a state; back to running clears the reason.</summary>
    public Task SetStateAsync(string runId, RunState state, string? reason, CancellationToken cancellationToken = default)
    {
        var ended = state == RunState.Running ? (DateTimeOffset?)null : _time.GetUtcNow();
        var row = new { RunId = runId, State = state.ToString(), Reason = StoredText.Clean(reason), Ended = ended };
        return WriteAsync(
            writer => writer.Execute(
                "UPDATE runs SET state = @State, state_reason = @Reason, ended = @Ended WHERE id = @RunId", row),
            cancellationToken);
    }

    /// <summary>
    /// Records what the server states of a variant of a run. Results under an earlier fingerprint stay stored and leave the run: a changed
    /// variant is a new cell.
    /// </summary>
    public Task SetVariantAsync(string runId, RunVariant variant, CancellationToken cancellationToken = default)
    {
        var row = new { RunId = runId, variant.Name, variant.Fingerprint, variant.Facts };
        return WriteAsync(
            writer => writer.Execute(
                "UPDATE run_variants SET fingerprint = @Fingerprint, facts = @Facts WHERE run_id = @RunId AND name = @Name", row),
            cancellationToken);
    }

    /// <summary>Adds a judge to a run as its last choice; one that it has changes nothing.</summary>
    public Task AddJudgeAsync(string runId, string judge, CancellationToken cancellationToken = default) =>
        WriteAsync(writer => InsertJudge(writer, runId, judge), cancellationToken);

    /// <summary>Gives a judge of a run, or a new last one, this role and weight.</summary>
    public Task SeatJudgeAsync(string runId, JudgeSeat seat, CancellationToken cancellationToken = default) =>
        WriteAsync(
            writer =>
            {
                InsertJudge(writer, runId, seat.Judge);
                return writer.Execute(
                    "UPDATE run_judges SET role = @Role, weight = @Weight WHERE run_id = @RunId AND judge = @Judge",
                    new { RunId = runId, seat.Judge, Role = seat.Role.ToString(), seat.Weight });
            },
            cancellationToken);

    private async Task<IReadOnlyList<Run>> RunsAsync(RunPage page, string? id, CancellationToken cancellationToken)
    {
        var parameters = new { Id = id, BeforeCreated = page.After?.Created, BeforeId = page.After?.Id, Limit = page.Size };
        var runs = await QueryAsync<Run>("runs", parameters, cancellationToken);
        var complete = new List<Run>(runs.Count);
        foreach (var run in runs)
        {
            complete.Add(await ReadAsync(connection => WithListsAsync(connection, run), cancellationToken));
        }

        return complete;
    }

    private static async Task<Run> WithListsAsync(DbConnection connection, Run run) => run with
    {
        Variants = (await connection.QueryAsync<RunVariant>(
            "SELECT name, fingerprint, is_reference, facts FROM run_variants WHERE run_id = @Id ORDER BY position", new { run.Id })).AsList(),
        Panel = (await connection.QueryAsync<JudgeSeat>(
            "SELECT judge, role, weight FROM run_judges WHERE run_id = @Id ORDER BY position", new { run.Id })).AsList(),
    };

    private int Insert(StoreWriter writer, NewRun run)
    {
        var row = new
        {
            run.Id,
            Created = _time.GetUtcNow(),
            run.Dataset,
            SettingsJson = StoredText.Clean(run.SettingsJson),
            run.SettingsHash,
            run.Samples,
            run.Notice,
            run.Host,
            run.Divergence,
            run.Imported,
        };
        if (writer.Scalar<long>("SELECT count(*) FROM runs WHERE id = @Id", row) > 0)
        {
            throw new ArgumentException($"Run '{run.Id}' exists; a new run needs a new id.", nameof(run));
        }

        writer.Execute(Sql.Of("insert_run"), row);
        writer.Execute(
            Sql.Of("insert_run_variant"),
            run.Variants.Select((v, i) => new { RunId = run.Id, Position = i, v.Name, v.Fingerprint, v.IsReference, v.Facts }));
        writer.Execute(
            "INSERT INTO run_samples (run_id, sample) VALUES (@Id, @Sample)",
            Enumerable.Range(0, run.Samples).Select(sample => new { run.Id, Sample = sample }));
        writer.Execute(
            Sql.Of("insert_run_problem"), run.Problems.Select((problem, position) => ProblemRow(run.Id, problem, position)));
        return run.Judges.Sum(judge => InsertJudge(writer, run.Id, judge));
    }

    private static object ProblemRow(string runId, RunProblem problem, int position) => new
    {
        RunId = runId,
        Position = position,
        problem.Hash,
        Text = StoredText.Clean(problem.Text),
        ProblemId = StoredText.Clean(problem.ProblemId),
        Subject = StoredText.Clean(problem.Subject),
        problem.Level,
        problem.GoldHash,
        Answer = StoredText.Clean(problem.Answer),
        Solution = StoredText.Clean(problem.Solution),
    };

    private static int InsertJudge(StoreWriter writer, string runId, string judge) =>
        writer.Execute(Sql.Of("insert_run_judge"), new { RunId = runId, Judge = judge });

    private static void RefuseRepeats(NewRun run)
    {
        var problems = run.Problems.GroupBy(problem => problem.Hash).FirstOrDefault(group => group.Count() > 1);
        if (problems is not null)
        {
            var ids = string.Join(" and ", problems.Take(2).Select(problem => $"'{problem.ProblemId}'"));
            throw new ArgumentException($"Problems {ids} have the same text; a run holds each text once.", nameof(run));
        }

        var variants = run.Variants.GroupBy(variant => variant.Name).FirstOrDefault(group => group.Count() > 1);
        if (variants is not null)
        {
            throw new ArgumentException($"Variant '{variants.Key}' stands twice; a run holds each once.", nameof(run));
        }

        if (run.Variants.Count(variant => variant.IsReference) > 1)
        {
            throw new ArgumentException("More than one variant is marked as reference; a run has at most one.", nameof(run));
        }
    }
}
