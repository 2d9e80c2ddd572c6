using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Helpers;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>Brings a database to this release's schema with the scripts of <c>Migrations/</c>, each once and in order of name.</summary>
internal static class Migrator
{
    private static readonly string Prefix = $"{typeof(Migrator).Namespace}.Migrations.";

    /// <summary>
    /// Runs what is missing. The whole upgrade holds the write lock: of two processes that open a new file at once, the second waits
    /// and finds nothing to do.
    /// </summary>
    /// <exception cref="StoreException">The file was written by a newer release, or a script failed.</exception>
    public static void Upgrade(SqliteConnection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        var upgraded = false;
        try
        {
            RefuseNewer(connection);
            Run(connection);
            connection.Execute("COMMIT");
            upgraded = true;
        }
        finally
        {
            if (!upgraded)
            {
                connection.Execute("ROLLBACK");
            }
        }
    }

    private static void Run(SqliteConnection connection)
    {
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To.SqliteDatabase(shared)
            .WithScriptsEmbeddedInAssembly(typeof(Migrator).Assembly, name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .WithoutTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StoreException($"'{connection.DataSource}' could not be upgraded: {result.Error.Message}", result.Error);
        }
    }

    private static void RefuseNewer(SqliteConnection connection)
    {
        if (connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'SchemaVersions'") == 0)
        {
            return;
        }

        var known = typeof(Migrator).Assembly.GetManifestResourceNames().ToHashSet();
        var unknown = connection.Query<string>("SELECT ScriptName FROM SchemaVersions").FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null)
        {
            throw new StoreException(
                $"'{connection.DataSource}' was written by a newer release (it has {unknown}); use that release or another store.");
        }
    }
}
