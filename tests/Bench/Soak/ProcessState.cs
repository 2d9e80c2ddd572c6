using System.Globalization;

namespace QuantGrpc.Bench.Soak;

/// <summary>What a process holds, as Linux counts it.</summary>
/// <param name="Handles">Open file descriptors, but those of loaded assemblies: what is used for the first time opens some more for good.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Resident">Resident bytes, mapped files included.</param>
/// <param name="Proportional">The same with shared pages counted by share.</param>
/// <param name="Anonymous">Resident bytes that no file backs: heaps, stacks, KV cells, compute buffers.</param>
internal sealed record ProcessState(int Handles, int Threads, long Resident, long Proportional, long Anonymous)
{
    public static ProcessState Of(int process)
    {
        var folder = $"/proc/{process}";
        var memory = Fields(Path.Combine(folder, "smaps_rollup"));
        return new ProcessState(
            HandlesOf(folder).Count(),
            Directory.EnumerateDirectories(Path.Combine(folder, "task")).Count(),
            Bytes(memory, "Rss"),
            Bytes(memory, "Pss"),
            Bytes(memory, "Anonymous"));
    }

    /// <summary>What kinds of these a process has open, and how many of each, for example "socket: 6".</summary>
    public static string KindsOfHandles(int process) => string.Join(
        ", ", HandlesOf($"/proc/{process}").GroupBy(handle => handle.Split('[')[0]).OrderByDescending(kind => kind.Count()).Select(kind => $"{kind.Key} {kind.Count()}"));

    // Such as "socket:[4711]"; one that was closed meanwhile is none.
    private static IEnumerable<string> HandlesOf(string folder) =>
        Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Select(entry => new FileInfo(entry).LinkTarget)
            .OfType<string>().Where(handle => !handle.EndsWith(".dll", StringComparison.Ordinal));

    // Lines such as "Rss:   12345 kB".
    private static Dictionary<string, string> Fields(string file) => File.ReadLines(file)
        .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);

    private static long Bytes(Dictionary<string, string> fields, string name) =>
        1024 * long.Parse(fields[name].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
