namespace QuantGrpc.Server.Engine;

/// <summary>KV cells set aside for one sequence, or for several that share a prompt; given back when the last of them leaves.</summary>
internal sealed class CellLease(long cells, int holders)
{
    private int _left;

    public long Cells { get; } = cells;

    /// <summary>One holder leaves; after the last one it may be taken again.</summary>
    /// <returns>Cells that are free now.</returns>
    public long Leave()
    {
        _left = (_left + 1) % holders;
        return _left == 0 ? Cells : 0;
    }
}
