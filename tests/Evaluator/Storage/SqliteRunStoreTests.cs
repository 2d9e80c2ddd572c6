using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>The contract on a SQLite file.</summary>
public sealed class SqliteRunStoreTests : RunStoreContract
{
    private readonly StoreFolder _folder = new();

    private protected override Task<RunStore> OpenAsync() => _folder.OpenAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }
}
