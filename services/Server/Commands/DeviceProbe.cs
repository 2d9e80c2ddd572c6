using System.Diagnostics;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Logits;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Commands;

/// <summary>A model decoded on one device: the rows of a fixed text, and a speed.</summary>
internal sealed class DeviceProbe
{
    private const string Text = "Step 1: Multiply first: $5 \\cdot 2 = 10$.\nStep 2: Then $14 - 10 = 4$.\nThe answer is $\\boxed{4}$.";
    private const int Sequences = 8;
    private const int Rounds = 64;

    private readonly List<float[]> _rows = [];

    private DeviceProbe()
    {
    }

    public double TokensPerSecond { get; private set; }

    public static DeviceProbe Run(string model, DeviceInfo device, CancellationToken cancellation)
    {
        var onCpu = device.Kind == DeviceKind.Cpu;
        var source = new WeightsSource { Path = model, GpuLayers = onCpu ? 0 : int.MaxValue, Device = onCpu ? null : device };
        using var weights = ModelWeights.Load(source, new Progress<float>(), cancellation);
        using var context = weights.CreateContext(
            new ContextSettings { Cells = 2048, Sequences = Sequences, Threads = Environment.ProcessorCount });
        using var batch = new DecodeBatch(context.MicroBatch);
        var tokens = weights.Vocabulary.Tokenize(Text, parseControl: false);
        var probe = new DeviceProbe();
        probe.ReadRows(context, batch, tokens);
        probe.TokensPerSecond = Measure(context, batch, tokens);
        return probe;
    }

    /// <summary>Mean KL of the other's rows from ours, in nats.</summary>
    public double MeanDivergence(DeviceProbe other) =>
        _rows.Zip(other._rows, (own, theirs) => LogitRow.KullbackLeibler(own, theirs)).Average();

    private void ReadRows(ModelContext context, DecodeBatch batch, TokenId[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            batch.Add(tokens[i], i, new SequenceId(0), wantsLogits: true);
        }

        Decode(context, batch);
        for (var row = 0; row < tokens.Length; row++)
        {
            _rows.Add(context.Logits(row).ToArray());
        }

        context.Clear();
    }

    private static double Measure(ModelContext context, DecodeBatch batch, TokenId[] tokens)
    {
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            batch.Clear();
            for (var sequence = 0; sequence < Sequences; sequence++)
            {
                batch.Add(tokens[round % tokens.Length], round, new SequenceId(sequence), wantsLogits: true);
            }

            Decode(context, batch);
        }

        return Rounds * Sequences / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Decode(ModelContext context, DecodeBatch batch)
    {
        var outcome = context.Decode(batch);
        if (outcome != DecodeOutcome.Done)
        {
            throw new InvalidOperationException($"llama_decode ended with {outcome}");
        }
    }
}
