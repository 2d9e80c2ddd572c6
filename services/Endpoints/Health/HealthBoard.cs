using Grpc.HealthCheck;
using QuantGrpc.Hosting.Draining;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace QuantGrpc.Endpoints.Health;

/// <summary>
/// What grpc.health.v1 says: <c>""</c> lives from the start, <c>ready</c> when the process says so, <c>variant/ID</c> one variant.
/// Changes reach watchers at once; once the drain begins, everything is NOT_SERVING for good.
/// </summary>
public sealed class HealthBoard : IDisposable
{
    private const string Live = "";
    private const string Ready = "ready";

    private readonly Lock _lock = new();
    private readonly HashSet<string> _names = [Live, Ready];
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _drain;
    private bool _draining;

    /// <summary>Starts with <c>""</c> SERVING and <c>ready</c> NOT_SERVING.</summary>
    public HealthBoard(DrainState drain)
    {
        Service = new HealthService(_ended.Token);
        Set(Live, true);
        Set(Ready, false);
        _drain = drain.Draining.Register(Drain);
    }

    internal HealthServiceImpl Service { get; }

    /// <summary>States whether everything that is required serves.</summary>
    public void SetReady(bool ready) => Set(Ready, ready);

    /// <summary>States whether one variant serves.</summary>
    public void SetVariant(string id, bool serving) => Set(NameOf(id), serving);

    /// <summary>Forgets a variant: its name is unknown from now on.</summary>
    public void RemoveVariant(string id)
    {
        lock (_lock)
        {
            _names.Remove(NameOf(id));
            Service.ClearStatus(NameOf(id));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _drain.Dispose();
        _ended.Dispose();
    }

    private static string NameOf(string variant) => $"variant/{variant}";

    private void Set(string name, bool serving)
    {
        lock (_lock)
        {
            _names.Add(name);
            Service.SetStatus(name, serving && !_draining ? ServingStatus.Serving : ServingStatus.NotServing);
        }
    }

    // Statuses first: a watch that ends sends what is queued for it, and takes no more.
    private void Drain()
    {
        lock (_lock)
        {
            _draining = true;
            foreach (var name in _names)
            {
                Service.SetStatus(name, ServingStatus.NotServing);
            }
        }

        _ended.Cancel();
    }
}
