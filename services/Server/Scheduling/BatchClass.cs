using QuantGrpc.Server.Engine;

namespace QuantGrpc.Server.Scheduling;

/// <summary>What may share a decode call: sequences with the same adapters, a strict one only with itself.</summary>
internal readonly record struct BatchClass(AdapterSet Adapters, Sequence? Alone)
{
    public static BatchClass Of(Sequence sequence) => new(sequence.Adapters, sequence.IsStrict ? sequence : null);
}
