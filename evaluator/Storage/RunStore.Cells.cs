using Dapper;

namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Cells of the run that have no result, problem by problem: what resuming has to generate.</summary>
    public Task<IReadOnlyList<MissingCell>> GetMissingCellsAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<MissingCell>("missing_cells", new { RunId = runId }, cancellationToken);

    /// <summary>Ids of the run's results that this version of the grader has not graded against the run's gold.</summary>
    public Task<IReadOnlyList<long>> GetUngradedAsync(string runId, string graderVersion, CancellationToken cancellationToken = default) =>
        QueryAsync<long>("missing_grades", new { RunId = runId, GraderVersion = graderVersion }, cancellationToken);

    /// <summary>Ids of the run's results whose equations this version of the checker has not counted.</summary>
    public Task<IReadOnlyList<long>> GetUncountedAsync(string runId, string checkerVersion, CancellationToken cancellationToken = default) =>
        QueryAsync<long>("missing_equation_counts", new { RunId = runId, CheckerVersion = checkerVersion }, cancellationToken);

    /// <summary>Ids of the run's failures that a judge has not spoken on.</summary>
    public Task<IReadOnlyList<long>> GetUnjudgedAsync(string runId, string judge, CancellationToken cancellationToken = default) =>
        QueryAsync<long>("missing_verdicts", new { RunId = runId, Judge = judge }, cancellationToken);

    /// <summary>What each judge of the run made of its failures, in the run's order of judges; empty where it has none.</summary>
    public Task<IReadOnlyList<JudgeCoverage>> GetJudgeCoverageAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<JudgeCoverage>("judge_coverage", new { RunId = runId }, cancellationToken);

    /// <summary>Every judge's newest verdict on every result of the run, in the cells' order and the run's order of judges.</summary>
    public Task<IReadOnlyList<JudgeVote>> ListVotesAsync(string runId, CancellationToken cancellationToken = default) =>
        QueryAsync<JudgeVote>("run_votes", new { RunId = runId }, cancellationToken);

    /// <summary>Finished cells in order of variant, problem, sample.</summary>
    public Task<IReadOnlyList<Cell>> ListCellsAsync(
        string runId, CellFilter filter, CellPage page, CancellationToken cancellationToken = default)
    {
        var parameters = new
        {
            RunId = runId,
            filter.Variant,
            filter.Subject,
            filter.Level,
            Grade = filter.Grade?.ToString(),
            Flip = filter.Flip?.ToString(),
            VerdictKind = filter.VerdictKind?.ToString(),
            filter.ErrorType,
            filter.UnjudgedOnly,
            Agreement = filter.Agreement?.ToString(),
            WithAgreement = filter.WithAgreement || filter.Agreement is not null,
            AfterVariant = page.After?.VariantPosition,
            AfterProblem = page.After?.ProblemPosition,
            AfterSample = page.After?.Sample,
            Limit = page.Size,
        };
        return QueryAsync<Cell>("cells", parameters, cancellationToken);
    }

    /// <summary>Everything stored of one result as a run sees it; null where the run has no such result.</summary>
    public Task<CellDetail?> GetDetailAsync(string runId, long resultId, CancellationToken cancellationToken = default) =>
        ReadAsync(
            async connection =>
            {
                var row = await connection.QuerySingleOrDefaultAsync<ResultRow>(Sql.Of("result"), new { ResultId = resultId });
                var problem = row is null
                    ? null
                    : await connection.QuerySingleOrDefaultAsync<RunProblem>(Sql.Of("run_problem"), new { RunId = runId, row.ProblemHash });
                if (row is null || problem is null)
                {
                    return null;
                }

                return new CellDetail
                {
                    Problem = problem,
                    Result = row.ToResult(),
                    Grade = await connection.QuerySingleOrDefaultAsync<Grade>(
                        Sql.Of("newest_grade"), new { ResultId = resultId, problem.GoldHash }),
                    Verdicts = (await connection.QueryAsync<JudgeVerdict>(
                        Sql.Of("newest_verdicts"), new { RunId = runId, ResultId = resultId })).AsList(),
                };
            },
            cancellationToken);
}
