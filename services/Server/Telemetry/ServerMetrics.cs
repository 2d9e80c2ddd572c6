using System.Diagnostics.Metrics;

namespace QuantGrpc.Server.Telemetry;

/// <summary>
/// Every instrument of the server. Names, units and bounds are those of OpenTelemetry's GenAI conventions (1.41) where they have one, else
/// ours with the prefix <c>quantgrpc.</c>; docs/telemetry.md lists them.
/// </summary>
internal sealed class ServerMetrics
{
    internal const string MeterName = "QuantGrpc.Server";

    private static readonly double[] Durations = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] FirstTokens = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] OutputTokens = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
    private static readonly double[] Usage = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864];
    private static readonly double[] Steps = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
    private static readonly double[] StepSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048];

    private readonly Meter _meter;

    public ServerMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        RequestDuration = Seconds("gen_ai.server.request.duration", "Arrival to the last byte.", Durations);
        TimeToFirstToken = Seconds("gen_ai.server.time_to_first_token", "Arrival to the first token of answers that came to their end.", FirstTokens);
        TimePerOutputToken = Seconds("gen_ai.server.time_per_output_token", "Time a token after the first, of answers that came to their end.", OutputTokens);
        TokenUsage = _meter.CreateHistogram("gen_ai.client.token.usage", "{token}", "Tokens that a request gave and got.", tags: null, Bounds<long>(Usage));
        QueueTime = Seconds("quantgrpc.request.queue.duration", "Arrival to the first decode call of requests that had one.", FirstTokens);
        Refused = _meter.CreateCounter<long>("quantgrpc.requests.refused", "{request}", "Requests that found the queue full.");
        Cancelled = _meter.CreateCounter<long>("quantgrpc.requests.cancelled", "{request}", "Requests whose caller went away.");
        PromptTokens = _meter.CreateCounter<long>("quantgrpc.prompt.tokens", "{token}", "Tokens of prompts and prefixes of answers that came to their end.");
        SharedTokens = _meter.CreateCounter<long>("quantgrpc.prompt.tokens.shared", "{token}", "Those whose cells another request had computed.");
        Preempted = _meter.CreateCounter<long>("quantgrpc.sequences.preempted", "{sequence}", "Times that a sequence gave its place up to another.");
        StepDuration = Seconds("quantgrpc.step.duration", "One decode call with its sampling.", Steps);
        StepTokens = _meter.CreateHistogram("quantgrpc.step.tokens", "{token}", "Tokens of one decode call.", tags: null, Bounds<int>(StepSizes));
        StepRows = _meter.CreateHistogram("quantgrpc.step.rows", "{row}", "Rows of logits that one decode call gave.", tags: null, Bounds<int>(StepSizes));
    }

    public Histogram<double> RequestDuration { get; }

    public Histogram<double> TimeToFirstToken { get; }

    public Histogram<double> TimePerOutputToken { get; }

    public Histogram<long> TokenUsage { get; }

    public Histogram<double> QueueTime { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Cancelled { get; }

    public Counter<long> PromptTokens { get; }

    public Counter<long> SharedTokens { get; }

    public Counter<long> Preempted { get; }

    public Histogram<double> StepDuration { get; }

    public Histogram<int> StepTokens { get; }

    public Histogram<int> StepRows { get; }

    /// <summary>Makes the gauges, which look at the variants whenever somebody asks.</summary>
    /// <param name="variants">All variants as they are.</param>
    /// <param name="adapters">Adapters as they are.</param>
    public void Observe(Func<IReadOnlyList<VariantReading>> variants, Func<AdapterReading> adapters)
    {
        GaugeEach("quantgrpc.variant.ready", "{variant}", "1 where the variant serves.", v => v.IsReady ? 1 : 0);
        GaugeEach("quantgrpc.requests.waiting", "{request}", "Requests in the variant's queue.", v => v.Waiting);
        GaugeEach("quantgrpc.queue.capacity", "{request}", "Most requests that may wait.", v => v.QueueCapacity);
        GaugeEach("quantgrpc.sequences.running", "{sequence}", "Sequences that have a slot.", v => v.Running);
        GaugeEach("quantgrpc.sequences.paused", "{sequence}", "Sequences that gave their place up and come back.", v => v.Paused);
        GaugeEach("quantgrpc.slots", "{sequence}", "Sequences that may run at once.", v => v.Slots);
        GaugeEach("quantgrpc.kv.cells.used", "{cell}", "KV cells that running sequences have filled.", v => v.UsedCells);
        GaugeEach("quantgrpc.kv.cells.reserved", "{cell}", "KV cells that running sequences have filled or may still fill.", v => v.ReservedCells);
        GaugeEach("quantgrpc.kv.cells.capacity", "{cell}", "KV cells of the variant's pool.", v => v.Cells);
        GaugeAll("quantgrpc.variants.loaded", "{variant}", "Variants in memory.", all => all.Count(v => v.Slots > 0));

        // Kubernetes' endpoint pickers take the first series of a name: these are one for the whole process.
        GaugeAll("quantgrpc.pool.requests.waiting", "{request}", "Requests in all queues, and sequences that come back.", all => all.Sum(v => v.Waiting + v.Paused));
        GaugeAll("quantgrpc.pool.requests.running", "{sequence}", "Sequences that have a slot, of all variants.", all => all.Sum(v => v.Running));
        _meter.CreateObservableGauge("quantgrpc.pool.kv.utilization", () => Utilization(variants()), "1", "Share of all KV cells that is filled.");
        _meter.CreateObservableGauge("quantgrpc.pool.lora.info", () => adapters().ToMeasurement(), unit: null, "Adapters in memory and waited for, as labels; the value is the time.");

        void GaugeEach(string name, string unit, string description, Func<VariantReading, long> read) => _meter.CreateObservableGauge(
            name, () => variants().Select(v => new Measurement<long>(read(v), new KeyValuePair<string, object?>(Attributes.Model, v.Id))), unit, description);

        void GaugeAll(string name, string unit, string description, Func<IReadOnlyList<VariantReading>, long> read) =>
            _meter.CreateObservableGauge(name, () => read(variants()), unit, description);
    }

    // A beginning that sequences share counts for each of them, so the sum may be more than there is.
    private static double Utilization(IReadOnlyList<VariantReading> variants) =>
        Math.Min(1, variants.Sum(v => v.UsedCells) / Math.Max(1.0, variants.Sum(v => v.Cells)));

    private static InstrumentAdvice<T> Bounds<T>(double[] bounds)
        where T : struct, System.Numerics.INumberBase<T> => new() { HistogramBucketBoundaries = [.. bounds.Select(T.CreateChecked)] };

    private Histogram<double> Seconds(string name, string description, double[] bounds) =>
        _meter.CreateHistogram(name, "s", description, tags: null, Bounds<double>(bounds));
}
