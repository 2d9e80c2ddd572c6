using Dapper;
using Microsoft.Data.Sqlite;

namespace QuantGrpc.Evaluator.Storage;

/// <summary>Statements of one open write transaction.</summary>
internal sealed class StoreWriter(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Runs a statement, once for every row where <paramref name="rows"/> is a sequence; returns the rows changed.</summary>
    public int Execute(string sql, object rows) => connection.Execute(sql, rows, transaction);

    /// <summary>The first column of the first row; default where there is none.</summary>
    public T? Scalar<T>(string sql, object row) => connection.ExecuteScalar<T>(sql, row, transaction);
}
