using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>The order in which SQLite works through the long queries.</summary>
public sealed partial class QueryPlanTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    [Theory]
    [InlineData("cells")]
    [InlineData("missing_grades")]
    [InlineData("missing_equation_counts")]
    [InlineData("missing_verdicts")]
    [InlineData("run_votes")]
    public async Task A_query_over_a_run_begins_at_the_runs_own_tables_and_sorts_nothing(string query)
    {
        var steps = await PlanAsync(query);

        steps.Where(step => step.StartsWith("SEARCH ", StringComparison.Ordinal)).Take(5).Select(step => step.Split(' ')[1])
            .ShouldBe(["r", "v", "p", "s", "x"]);
        steps.ShouldNotContain(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        steps.ShouldNotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("divergences")]
    [InlineData("missing_divergences")]
    public async Task Divergences_begin_at_the_runs_reference_and_sort_nothing(string query)
    {
        var steps = await PlanAsync(query);

        steps[0].ShouldStartWith("SEARCH r ");
        steps[1].ShouldStartWith("SEARCH w ");
        steps.ShouldNotContain(step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        steps.ShouldNotContain(step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    // The steps of the statement itself; those of its subqueries have a parent.
    private async Task<List<string>> PlanAsync(string query)
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        await using var connection = new SqliteConnection($"Data Source={_folder.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {Sql.Of(query)}";
        foreach (var parameter in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(parameter, DBNull.Value);
        }

        var steps = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (reader.GetInt32(1) == 0)
            {
                steps.Add(reader.GetString(3));
            }
        }

        return steps;
    }

    [GeneratedRegex("@[A-Za-z]+")]
    private static partial Regex Parameter();
}
