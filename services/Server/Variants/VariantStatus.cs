namespace QuantGrpc.Server.Variants;

/// <summary>Whether a variant serves.</summary>
internal enum VariantStage
{
    Unloaded,
    Loading,
    Ready,
    Draining,
    Failed,
}

/// <summary>A variant's state at one moment.</summary>
/// <param name="Stage">Whether it serves.</param>
/// <param name="Reason">Why not; empty where it does.</param>
/// <param name="Progress">Share of the weights that has been read, 0 to 1.</param>
internal sealed record VariantStatus(VariantStage Stage, string Reason = "", float Progress = 0);
