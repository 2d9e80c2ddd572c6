using System.Globalization;

namespace QuantGrpc.Bench.Load.Memory;

/// <summary>
/// A process's share of memory in bytes, from Linux's <c>smaps_rollup</c>: pages that several processes hold count in parts (PSS).
/// </summary>
/// <param name="Total">All of it.</param>
/// <param name="FileBacked">Of it, mapped files: weights and libraries.</param>
internal sealed record ProcessMemory(long Total, long FileBacked)
{
    public static ProcessMemory Of(int processId) => Parse(File.ReadLines($"/proc/{processId}/smaps_rollup"));

    /// <summary>Reads lines such as <c>Pss_File:   1234 kB</c>.</summary>
    public static ProcessMemory Parse(IEnumerable<string> lines)
    {
        var kibibytes = lines.Where(line => line.StartsWith("Pss", StringComparison.Ordinal))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture));
        return new ProcessMemory(1024 * kibibytes["Pss:"], 1024 * kibibytes["Pss_File:"]);
    }

    public static ProcessMemory operator +(ProcessMemory a, ProcessMemory b) => new(a.Total + b.Total, a.FileBacked + b.FileBacked);
}
