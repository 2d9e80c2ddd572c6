namespace QuantGrpc.Server.Telemetry;

/// <summary>Measures the steps of one variant on its owner thread. Where nobody listens a step costs two reads of the clock.</summary>
internal sealed class StepMeter(ServerMetrics metrics, TimeProvider time, string variant)
{
    // Made once: a step allocates nothing.
    private readonly KeyValuePair<string, object?> _variant = new(Attributes.Model, variant);

    /// <summary>Timestamp of a step's begin.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>A sequence gave its place up to another.</summary>
    public void Preempt() => metrics.Preempted.Add(1, _variant);

    /// <summary>A step is done.</summary>
    /// <param name="begin">When it began.</param>
    /// <param name="tokens">Tokens that it computed.</param>
    /// <param name="rows">Rows that it gave.</param>
    public void End(long begin, int tokens, int rows)
    {
        metrics.StepDuration.Record(time.GetElapsedTime(begin).TotalSeconds, _variant);
        metrics.StepTokens.Record(tokens, _variant);
        metrics.StepRows.Record(rows, _variant);
    }
}
