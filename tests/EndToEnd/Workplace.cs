using Microsoft.Data.Sqlite;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>MiniMATH's test set, and a folder of its own for each test with a store that other processes write.</summary>
internal sealed class Workplace : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-eval-");

    static Workplace() => SQLitePCL.Batteries_V2.Init();

    public static string TestSet { get; } = Repository.PathOf("models", "minimath", "minimath_test.jsonl");

    public string Store => PathOf("store.db");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Starts quantgrpc-eval.</summary>
    public static ChildProgram Evaluator(params string[] arguments) => ChildProgram.Start(Executables.Evaluator, arguments);

    /// <summary>Runs quantgrpc-eval to its end.</summary>
    public static Task<string> EvaluatorAsync(params string[] arguments) => Tool.RunAsync(Executables.Evaluator, arguments);

    public long Count(string sql) => Query(sql, reader => reader.GetInt64(0)).Single();

    /// <summary>By key the time of creation: a result that was made again would carry another.</summary>
    public Dictionary<string, string> Rows() => Query(
        "SELECT settings_hash || variant_hash || problem_hash || sample, created FROM results",
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1))).ToDictionary();

    /// <summary>By key the output.</summary>
    public Dictionary<string, string> Outputs() => Query(
        "SELECT settings_hash || variant_hash || problem_hash || sample, output FROM results JOIN outputs ON result_id = id",
        reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1))).ToDictionary();

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Waits for the store, which appears and grows in another process: asked for until it is so, or the limit says why not.</summary>
    public async Task UntilAsync(string sql, Func<long, bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Holds(() => holds(Count(sql))))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool Holds(Func<bool> holds)
    {
        try
        {
            return holds();
        }
        catch (SqliteException)
        {
            return false; // not made yet, or being migrated
        }
    }
}
