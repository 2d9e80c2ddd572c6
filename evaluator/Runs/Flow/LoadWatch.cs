using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs.Flow;

/// <summary>Asks a server now and then how busy it is, and sets the windows of its variants by it.</summary>
/// <param name="server">The server.</param>
/// <param name="names">The run's name of each of its variants, by the server's.</param>
/// <param name="time">The clock.</param>
internal sealed class LoadWatch(InferenceClient server, IReadOnlyDictionary<string, string> names, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private long _asked = time.GetTimestamp();

    /// <summary>The windows to begin with.</summary>
    public async Task<IReadOnlyDictionary<string, int>> BeginAsync(CancellationToken cancellation) =>
        names.Count == 0 ? new Dictionary<string, int>() : (await LoadsAsync(cancellation)).ToDictionary(l => l.Key, l => InFlight.WindowOf(l.Value));

    /// <summary>Sets windows anew; does nothing where it did a moment ago.</summary>
    public async Task AdaptAsync(InFlight inFlight, CancellationToken cancellation)
    {
        if (names.Count == 0 || time.GetElapsedTime(_asked) < Every)
        {
            return;
        }

        _asked = time.GetTimestamp();
        try
        {
            foreach (var (name, load) in await LoadsAsync(cancellation))
            {
                inFlight.Adapt(name, load);
            }
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Unavailable)
        {
            // The windows stay; cells in flight find out by themselves that the server is gone, and wait for it.
        }
    }

    private async Task<IReadOnlyDictionary<string, ServedLoad>> LoadsAsync(CancellationToken cancellation) =>
        (await server.GetLoadAsync(cancellation)).Where(l => names.ContainsKey(l.Variant)).ToDictionary(l => names[l.Variant]);
}
