using Dapper;
using Microsoft.Data.Sqlite;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>
/// Runs, results, grades and verdicts in one SQLite file. Any number of readers beside one writer a process; several processes may
/// share a file, their writers wait for each other. What a method has returned is stored, whatever kills the process.
/// </summary>
internal sealed partial class RunStore : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly TimeProvider _time;

    static RunStore()
    {
        SQLitePCL.Batteries_V2.Init();
        Columns.Register();
    }

    private RunStore(string connectionString, SqliteConnection writer, TimeProvider time)
    {
        _connectionString = connectionString;
        _writer = writer;
        _time = time;
    }

    /// <summary>Opens the store at a path and brings it to this release's schema; makes file and folder where they are missing.</summary>
    /// <exception cref="StoreException">Not a store, not writable, or written by a newer release.</exception>
    public static async Task<RunStore> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var full = Path.GetFullPath(path);
        var connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = full,
            ForeignKeys = true,
            DefaultTimeout = 60, // seconds that a writer waits for another process's
        }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            var store = new RunStore(connectionString, new SqliteConnection(connectionString), time);
            var ready = false;
            try
            {
                await store.PrepareAsync(cancellationToken);
                ready = true;
                return store;
            }
            finally
            {
                if (!ready)
                {
                    await store.DisposeAsync();
                }
            }
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"'{full}' cannot be opened as a store: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        await _writer.DisposeAsync();
        using var pool = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pool);
        _writing.Dispose();
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(_writer, cancellationToken);
        await _writer.ExecuteAsync("PRAGMA journal_mode = WAL");
        Migrator.Upgrade(_writer);
    }

    private static async Task OpenAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);

        // In WAL mode a commit at NORMAL is in the kernel's hands when it returns, so a killed process loses nothing. Only a power cut
        // may take the last commits (never the file's integrity), and resuming repeats those; FULL would pay a disk flush a result.
        await connection.ExecuteAsync("PRAGMA synchronous = NORMAL");
    }

    private async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await OpenAsync(connection, cancellationToken);
        return await read(connection);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string query, object parameters, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(Sql.Of(query), parameters, cancellationToken: cancellationToken);
        return await ReadAsync(async connection => (await connection.QueryAsync<T>(command)).AsList(), cancellationToken);
    }

    /// <summary>One write transaction. It takes the lock at its begin: a deferred one that turns to writing may not wait for others.</summary>
    private async Task<T> WriteAsync<T>(Func<StoreWriter, T> write, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await using var transaction = _writer.BeginTransaction(deferred: false);
            var result = write(new StoreWriter(_writer, transaction));
            transaction.Commit();
            return result;
        }
        finally
        {
            _writing.Release();
        }
    }
}
