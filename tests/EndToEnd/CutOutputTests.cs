using Microsoft.Data.Sqlite;

namespace QuantGrpc.Tests.EndToEnd;

/// <summary>Outputs that the token limit cuts.</summary>
[Collection(MiniMathServer.Name)]
public sealed class CutOutputTests(MiniMathServer server) : IDisposable
{
    private readonly Workplace _workplace = new();

    public void Dispose() => _workplace.Dispose();

    [Fact]
    public async Task No_answer_is_guessed_from_a_sentence_that_was_cut()
    {
        await Workplace.EvaluatorAsync(
            "run", "--server", server.Address, "--store", _workplace.Store, "--data", Workplace.TestSet, "--sample", "10", "--variants", "f16",
            "--max-tokens", "12");

        await using var store = new SqliteConnection($"Data Source={_workplace.Store};Pooling=False");
        await store.OpenAsync();
        await using var command = store.CreateCommand();
        command.CommandText = "SELECT count(*) FILTER (WHERE truncated), count(answer), count(*) FROM results";
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        (row.GetInt32(0), row.GetInt32(1), row.GetInt32(2)).ShouldBe((10, 0, 10));
    }
}
