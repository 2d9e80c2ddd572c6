using System.Globalization;
using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Whether variants that are not in a server's memory can be brought there, asked before anything runs.</summary>
internal static class VariantRoom
{
    /// <param name="server">The server.</param>
    /// <param name="wanted">Variants of it that a run names.</param>
    /// <param name="cancellation">Ends asking.</param>
    /// <exception cref="RunRefusedException">The server allows no loading, or one does not fit even alone; the numbers are told.</exception>
    public static async Task RequireAsync(InferenceClient server, IReadOnlyList<ServedVariant> wanted, CancellationToken cancellation)
    {
        var missing = wanted.Where(v => !v.IsReady).ToList();
        if (missing.Count == 0)
        {
            return;
        }

        var memory = (await server.GetServerInfoAsync(cancellation)).MemoryBytes;
        if (missing.FirstOrDefault(v => v.FileBytes > memory) is { } large)
        {
            throw new RunRefusedException(
                $"--variants {large.Id}: it does not fit even alone: its weights are {Size(large.FileBytes)}, and the devices of {server.Address} have {Size(memory)}");
        }

        // Loading what is in memory already changes nothing and tells whether loading is allowed at all; where nothing of the run is
        // there, nothing could be unloaded to make room for the first.
        try
        {
            await server.LoadVariantAsync((wanted.FirstOrDefault(v => v.IsReady) ?? missing[0]).Id, cancellation);
        }
        catch (GenerationFailedException fault) when (fault.Fault == GenerationFault.Refused)
        {
            throw new RunRefusedException(
                $"--variants {string.Join(", ", missing.Select(v => $"{v.Id} ({v.State}; planned are {Size(v.PlannedBytes)})"))}: not in memory, and {fault.Message}");
        }
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:N0} MiB");
}
