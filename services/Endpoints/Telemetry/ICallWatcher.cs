using Grpc.Core;

namespace QuantGrpc.Endpoints.Telemetry;

/// <summary>Whoever a method sets as a feature of its HTTP context to be told how the call has ended.</summary>
public interface ICallWatcher
{
    /// <summary>The call is over; nothing of it runs any more.</summary>
    /// <param name="status">What the caller was told, or would have been told if it had waited.</param>
    void Ended(StatusCode status);
}
