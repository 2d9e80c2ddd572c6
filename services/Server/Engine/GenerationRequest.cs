using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Engine;

/// <summary>A generation that is known to be valid for its variant: tokens of its vocabulary that leave room for one more.</summary>
internal sealed record GenerationRequest
{
    /// <summary>Id in messages and logs.</summary>
    public required string Id { get; init; }

    /// <summary>At least one token.</summary>
    public required TokenId[] Prompt { get; init; }

    public required SamplingSettings Sampling { get; init; }

    public InspectionSettings Inspection { get; init; } = InspectionSettings.Nothing;

    /// <summary>KV cells that it may come to hold.</summary>
    public int Cells => Prompt.Length + Sampling.MaxTokens;
}
