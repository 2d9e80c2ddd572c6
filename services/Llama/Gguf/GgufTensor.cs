using System.Collections.Immutable;

namespace QuantGrpc.Llama.Gguf;

/// <summary>One tensor as the header describes it.</summary>
/// <param name="Name">For example "blk.0.attn_q.weight".</param>
/// <param name="Shape">Weights in each dimension, the row's length first; none for a single number.</param>
/// <param name="Type">How its weights are stored.</param>
/// <param name="Offset">Where its data begins, in bytes from the start of the data.</param>
/// <param name="Elements">Number of weights.</param>
/// <param name="Bytes">Bytes of its data, without padding.</param>
public sealed record GgufTensor(string Name, ImmutableArray<long> Shape, GgmlType Type, long Offset, long Elements, long Bytes);
