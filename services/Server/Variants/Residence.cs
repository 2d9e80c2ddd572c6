using QuantGrpc.Endpoints;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Variants;

/// <summary>One stay of a variant in memory: its inbox and context in the decode loop, and its share of the weights.</summary>
internal sealed class Residence
{
    private readonly DecodeLoop _loop;
    private readonly VariantRunner _runner;

    // Continues on the owner thread: a variant that broke is failed before its streams end.
    private readonly TaskCompletionSource<Exception?> _gone = new();

    private Residence(DecodeLoop loop, VariantRunner runner)
    {
        _loop = loop;
        _runner = runner;
    }

    /// <summary>Makes a context on the owner thread and gives it its turns.</summary>
    /// <param name="loop">The owner thread.</param>
    /// <param name="runner">Makes the context and what runs on it.</param>
    public static Task<Residence> BeginAsync(DecodeLoop loop, Func<VariantRunner> runner) => loop.InvokeAsync(() =>
    {
        var made = runner();
        var residence = new Residence(loop, made);
        loop.Add(made, residence._gone.SetResult);
        return residence;
    });

    public Inbox Inbox => _runner.Inbox;

    public VariantLoad Load => _runner.Load;

    /// <summary>Done when the context is freed: with the fault that ended it, or null where it was asked to end.</summary>
    public Task<Exception?> Gone => _gone.Task;

    /// <summary>Takes nothing more and ends once what it has accepted is done, or with UNAVAILABLE when the limit has passed.</summary>
    /// <param name="limit">Null for as long as it takes.</param>
    /// <param name="reason">What the requests are told that do not finish in time.</param>
    /// <param name="time">The clock.</param>
    public async Task EndAsync(TimeSpan? limit, string reason, TimeProvider time)
    {
        Inbox.Shut();
        _loop.Drain(_runner);
        try
        {
            await Gone.WaitAsync(limit ?? Timeout.InfiniteTimeSpan, time);
        }
        catch (TimeoutException)
        {
            _loop.End(_runner, new UnavailableException(reason));
            await Gone;
        }
    }
}
