namespace QuantGrpc.Server.Variants;

/// <summary>What became of a load.</summary>
internal enum LoadEnd
{
    Serves,

    /// <summary>It stays as it was, unloaded.</summary>
    Refused,

    /// <summary>The variant is failed.</summary>
    Failed,
}

/// <summary>How a load ended.</summary>
/// <param name="End">What became of it.</param>
/// <param name="Reason">Why it does not serve.</param>
internal sealed record LoadResult(LoadEnd End, string Reason = "");

/// <summary>A load that runs or waits for its turn.</summary>
/// <param name="Result">How it will have ended; never faults.</param>
/// <param name="Cancel">Ends it.</param>
internal sealed record RunningLoad(Task<LoadResult> Result, CancellationTokenSource Cancel)
{
    public async Task EndAsync()
    {
        await Cancel.CancelAsync();
        await Result;
    }
}
