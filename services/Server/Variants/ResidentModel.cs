using QuantGrpc.Llama.Models;
using QuantGrpc.Llama.Text;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Scheduling;

namespace QuantGrpc.Server.Variants;

/// <summary>What of a resident variant any thread may use.</summary>
/// <param name="Weights">Shared by all variants of one file.</param>
/// <param name="Template">Null where the file has none, or one that cannot be read.</param>
/// <param name="Inbox">What waits for it; tokens of its vocabulary enter no other's.</param>
/// <param name="Load">How busy it is.</param>
internal sealed record ResidentModel(ModelWeights Weights, ChatTemplate? Template, Inbox Inbox, VariantLoad Load)
{
    /// <summary>Adapters that requests may name; null where there are none.</summary>
    public AdapterShelf? Shelf { get; init; }

    /// <summary>The variant's own adapters.</summary>
    public AdapterSet Adapters { get; init; } = AdapterSet.None;

    /// <summary>Why there is no template, where a file or the options name one.</summary>
    public string? TemplateFault { get; init; }

    /// <summary>What day it is, for templates that show it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Vocabulary Vocabulary => Weights.Vocabulary;
}
