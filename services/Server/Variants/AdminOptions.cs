namespace QuantGrpc.Server.Variants;

/// <summary>Section <c>Admin</c> of the configuration.</summary>
internal sealed record AdminOptions
{
    /// <summary>Whether calls that change what is resident are answered.</summary>
    public bool Allow { get; init; }
}
