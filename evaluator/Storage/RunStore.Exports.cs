using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace QuantGrpc.Evaluator.Storage;

internal sealed partial class RunStore
{
    /// <summary>Finished cells with their texts in order of variant, problem, sample, one at a time.</summary>
    public async IAsyncEnumerable<ExportRow> ExportAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await OpenAsync(connection, cancellationToken);
        await foreach (var row in connection.QueryUnbufferedAsync<ExportRow>(Sql.Of("export"), new { RunId = runId }).WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>What was stored under a run's settings and variants since a moment.</summary>
    public async Task<RecentResults> GetRecentAsync(string runId, DateTimeOffset since, CancellationToken cancellationToken = default) =>
        (await QueryAsync<RecentResults>("recent_results", new { RunId = runId, Since = since }, cancellationToken))[0];

    /// <summary>Stores results with their grades in one transaction; what stands under a key stays as it is.</summary>
    /// <returns>How many results were new.</returns>
    public Task<int> AddGradedAsync(IReadOnlyList<GradedResult> results, CancellationToken cancellationToken = default)
    {
        var created = _time.GetUtcNow();
        return WriteAsync(
            writer => results.Count(graded =>
            {
                var written = Insert(writer, ResultRow.From(graded.Result, created));
                writer.Execute(Sql.Of("insert_grade"), RowOf(graded.GradeOf(written.ResultId)));
                return written.Written;
            }),
            cancellationToken);
    }
}
