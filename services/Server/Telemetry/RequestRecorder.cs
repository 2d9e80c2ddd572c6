using Grpc.Core;
using QuantGrpc.Endpoints.Telemetry;

namespace QuantGrpc.Server.Telemetry;

/// <summary>Keeps a record of every request, from its arrival to what its caller was told.</summary>
internal sealed class RequestRecorder(ServerMetrics metrics, TimeProvider time)
{
    /// <summary>
    /// Begins the record of a call to one variant or to several, of which each counts as a request of its own. The records end by
    /// themselves with the call.
    /// </summary>
    /// <param name="operation">As in <c>gen_ai.operation.name</c>.</param>
    /// <param name="variants">Their ids.</param>
    /// <param name="call">The call.</param>
    public IReadOnlyList<RequestRecord> Begin(string operation, IEnumerable<string> variants, ServerCallContext call)
    {
        RequestRecord[] records = [.. variants.Select(v => new RequestRecord(operation, v, time))];
        call.GetHttpContext().Features.Set<ICallWatcher>(new Watcher(records, metrics));
        return records;
    }

    /// <summary>The same for one variant.</summary>
    public RequestRecord Begin(string operation, string variant, ServerCallContext call) => Begin(operation, [variant], call)[0];

    private sealed class Watcher(RequestRecord[] records, ServerMetrics metrics) : ICallWatcher
    {
        public void Ended(StatusCode status)
        {
            var error = status == StatusCode.OK ? null : StatusNames.Of(status);
            foreach (var record in records)
            {
                record.End(error);
                RequestMeasures.Record(metrics, record);
                RequestSpans.Write(record);
            }
        }
    }
}
