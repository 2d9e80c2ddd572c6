using Microsoft.Data.Sqlite;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>The SQLite file itself: what survives, who may share it, and what is refused.</summary>
public sealed class StoreFileTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_returned_is_there_for_a_copy_taken_without_closing()
    {
        await using var store = await _folder.OpenAsync();
        await store.CreateRunAsync(StoreSamples.Run());
        var id = (await store.AddResultAsync(StoreSamples.Result("F16", 0))).ResultId;

        // The files as a killed process would leave them: never checkpointed, never closed.
        using var left = new StoreFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(left.Path) ?? left.Path);
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(_folder.Path + suffix, left.Path + suffix);
        }

        await using var reopened = await left.OpenAsync();
        (await reopened.GetDetailAsync("run-1", id)).ShouldNotBeNull().Result.OutputTokens.ShouldBe([7u, 8u]);
    }

    [Fact]
    public async Task Two_stores_on_one_file_write_each_cell_once()
    {
        await using var first = await _folder.OpenAsync();
        await using var second = await _folder.OpenAsync();
        await first.CreateRunAsync(StoreSamples.Run(problems: 40));
        Task<ResultWrite[]> All(RunStore store) =>
            Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => store.AddResultAsync(StoreSamples.Result("F16", i)))));

        var writes = await Task.WhenAll(All(first), All(second));

        writes.SelectMany(part => part).Count(write => write.Written).ShouldBe(40);
        (await second.GetMissingCellsAsync("run-1")).Count.ShouldBe(40);
    }

    [Fact]
    public async Task Readers_read_while_a_writer_holds_its_transaction()
    {
        await using var store = await _folder.OpenAsync();
        await store.CreateRunAsync(StoreSamples.Run());
        await using var other = new SqliteConnection($"Data Source={_folder.Path};Pooling=False");
        await other.OpenAsync();
        await using var transaction = other.BeginTransaction(deferred: false);

        var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => store.GetMissingCellsAsync("run-1"))));

        counts.ShouldAllBe(missing => missing.Count == 6);
    }

    [Fact]
    public async Task Many_opening_an_absent_file_at_once_all_get_the_schema()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(_folder.OpenAsync)));
        foreach (var store in stores)
        {
            (await store.ListRunsAsync(new RunPage())).ShouldBeEmpty();
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Reopened_store_has_its_runs()
    {
        await using (var store = await _folder.OpenAsync())
        {
            await store.CreateRunAsync(StoreSamples.Run());
        }

        await using var reopened = await _folder.OpenAsync();
        (await reopened.ListRunsAsync(new RunPage())).Select(run => run.Id).ShouldBe(["run-1"]);
    }

    [Fact]
    public async Task File_of_a_newer_release_is_refused()
    {
        await (await _folder.OpenAsync()).DisposeAsync();
        await ExecuteAsync("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_later.sql', '2030-01-01')");

        var error = await Should.ThrowAsync<StoreException>(_folder.OpenAsync);

        error.Message.ShouldContain("newer release");
        error.Message.ShouldContain("9999_later.sql");
    }

    [Fact]
    public async Task File_that_is_no_database_is_refused_with_its_name()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Path) ?? _folder.Path);
        await File.WriteAllTextAsync(_folder.Path, new string('x', 5000));

        (await Should.ThrowAsync<StoreException>(_folder.OpenAsync)).Message.ShouldContain(_folder.Path);
    }

    [Fact]
    public async Task Store_is_in_wal_mode_and_a_grade_without_its_result_is_refused()
    {
        await using var store = await _folder.OpenAsync();

        (await ExecuteAsync("PRAGMA journal_mode")).ShouldBe("wal");
        await Should.ThrowAsync<SqliteException>(() => store.AddGradeAsync(StoreSamples.Grade(99, 0, GradeVerdict.Equivalent)));
    }

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.Path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
