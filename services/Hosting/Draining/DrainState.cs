namespace QuantGrpc.Hosting.Draining;

/// <summary>
/// Where the process stands on its way out. The tokens of gRPC calls are not cancelled by a shutdown: long streams have to
/// watch <see cref="EndStreams"/> themselves.
/// </summary>
public sealed class DrainState : IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _endStreams = new();

    /// <summary>Set when the shutdown begins: no longer ready, but still serving.</summary>
    public CancellationToken Draining => _draining.Token;

    /// <summary>Set after <see cref="Draining"/>, before the shutdown time runs out: what still streams ends with UNAVAILABLE.</summary>
    public CancellationToken EndStreams => _endStreams.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _draining.Dispose();
        _endStreams.Dispose();
    }

    internal Task BeginAsync() => _draining.CancelAsync();

    internal Task EndAsync() => _endStreams.CancelAsync();
}
