namespace QuantGrpc.Bench.Load.Targets;

/// <summary>A server under load.</summary>
internal interface ILoadTarget : IDisposable
{
    /// <summary>Reads one stream to its end.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="arrival">When the request was due, by <see cref="BenchClock"/>.</param>
    /// <param name="cancellation">Drops the stream.</param>
    /// <exception cref="InvalidOperationException">The server sent another number of tokens. A refusal is the protocol's own exception.</exception>
    Task<StreamRecord> StreamAsync(StreamRequest request, double arrival, CancellationToken cancellation);
}
