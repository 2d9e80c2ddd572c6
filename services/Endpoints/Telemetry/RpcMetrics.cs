using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace QuantGrpc.Endpoints.Telemetry;

/// <summary>
/// What every call is measured by: the gRPC library has no meter, and HTTP's own says 200 of a call that failed. Names, attributes and
/// bounds are those of OpenTelemetry's conventions for RPC (1.44).
/// </summary>
internal sealed class RpcMetrics
{
    internal const string MeterName = "QuantGrpc.Endpoints";

    /// <summary>Stands for methods that are not served, whatever callers name them.</summary>
    internal const string OtherMethod = "_OTHER";

    private readonly Histogram<double> _duration;

    public RpcMetrics(IMeterFactory meters) => _duration = meters.Create(MeterName).CreateHistogram(
        "rpc.server.call.duration", "s", "Duration of incoming calls.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

    /// <summary>Records a call that is over.</summary>
    /// <param name="method">As in <c>package.Service/Method</c>.</param>
    /// <param name="status">What the caller was told.</param>
    /// <param name="duration">From routing to the last byte.</param>
    public void Record(string method, StatusCode status, TimeSpan duration)
    {
        var tags = new TagList { { "rpc.system.name", "grpc" }, { "rpc.method", method }, { "rpc.status_code", StatusNames.Of(status) } };
        if (status != StatusCode.OK)
        {
            tags.Add("error.type", StatusNames.Of(status));
        }

        _duration.Record(duration.TotalSeconds, tags);
    }
}
