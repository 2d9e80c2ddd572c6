using System.Globalization;

namespace QuantGrpc.Bench.Soak;

/// <summary>What a process holds, as Linux counts it.</summary>
/// <param name="Handles">Open file descriptors.</param>
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
            Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Count(),
            Directory.EnumerateDirectories(Path.Combine(folder, "task")).Count(),
            Bytes(memory, "Rss"),
            Bytes(memory, "Pss"),
            Bytes(memory, "Anonymous"));
    }

    // Lines such as "Rss:   12345 kB".
    private static Dictionary<string, string> Fields(string file) => File.ReadLines(file)
        .Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2).ToDictionary(parts => parts[0], parts => parts[1]);

    private static long Bytes(Dictionary<string, string> fields, string name) =>
        1024 * long.Parse(fields[name].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
