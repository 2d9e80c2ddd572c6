using Microsoft.Extensions.Time.Testing;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Tests.Evaluator.Storage;

/// <summary>A temporary folder with one store file in it.</summary>
internal sealed class StoreFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-store-");

    /// <summary>A second passes between every two readings, so that creation times differ.</summary>
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
        AutoAdvanceAmount = TimeSpan.FromSeconds(1),
    };

    public string Path => System.IO.Path.Combine(_folder.FullName, "made", "store.db");

    public Task<RunStore> OpenAsync() => RunStore.OpenAsync(Path, _time);

    public void Dispose() => _folder.Delete(recursive: true);
}
