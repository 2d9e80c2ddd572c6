using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using QuantGrpc.Hosting;
using QuantGrpc.Llama.Gguf;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;

namespace QuantGrpc.Server.Variants;

/// <summary>
/// Loads a file in a child process before it is loaded here: llama.cpp checks much of a file by asserts, which end the process. What a header
/// of the same bytes went well with is remembered, so that a file is tried once.
/// </summary>
internal sealed class WeightsProbe(LlamaBackendInfo backend, string cacheFolder)
{
    /// <summary>The hidden command that tries a file.</summary>
    public const string Command = "probe-one";

    private const int LinesKept = 40;

    /// <exception cref="ModelLoadException">llama.cpp refused the file or died of it.</exception>
    public async Task TryAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var entry = Path.Combine(cacheFolder, $"loads-{await KeyAsync(files, cancellation)}");
        if (!File.Exists(entry))
        {
            await TryInChildAsync(files[0], cancellation);
            Remember(entry);
        }
    }

    private static async Task TryInChildAsync(string file, CancellationToken cancellation)
    {
        var info = OwnExecutable.With(Command, file);
        info.RedirectStandardError = true;
        using var child = Process.Start(info) ?? throw new ModelLoadException($"{file}: the process that tries it did not start");
        try
        {
            var errors = LastLinesAsync(child.StandardError, cancellation);
            var lines = await LastLinesAsync(child.StandardOutput, cancellation);
            lines.AddRange(await errors);
            await child.WaitForExitAsync(cancellation);
            if (child.ExitCode != 0)
            {
                throw new ModelLoadException($"{file}: llama.cpp {(child.ExitCode == 1 ? "refuses it" : "dies of it")}: {ReasonIn(lines)}");
            }
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<List<string>> LastLinesAsync(StreamReader reader, CancellationToken cancellation)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            lines.Add(line);
            if (lines.Count > LinesKept)
            {
                lines.RemoveAt(0);
            }
        }

        return lines;
    }

    // An assert names itself; a refusal is the last line that speaks of an error.
    private static string ReasonIn(List<string> lines) =>
        lines.FindLast(l => l.Contains("ASSERT", StringComparison.Ordinal))
        ?? lines.FindLast(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))
        ?? lines.LastOrDefault() ?? "without a word";

    // What loading depends on: the headers and the engine, not the path nor the weights themselves.
    private async Task<string> KeyAsync(IReadOnlyList<string> files, CancellationToken cancellation)
    {
        var key = new StringBuilder(backend.LlamaCppRelease);
        foreach (var file in files)
        {
            var header = new byte[GgufFile.ReadHeader(file).Layout.DataStart];
            await using var stream = File.OpenRead(file);
            await stream.ReadExactlyAsync(header, cancellation);
            key.Append('\n').Append(stream.Length).Append(' ').Append(Convert.ToHexStringLower(SHA256.HashData(header)));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))[..32];
    }

    private void Remember(string entry)
    {
        try
        {
            Directory.CreateDirectory(cacheFolder);
            File.WriteAllText(entry, "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A read-only home costs a trial at every start, nothing else.
        }
    }
}
