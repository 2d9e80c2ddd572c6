using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using QuantGrpc.Hosting;

namespace QuantGrpc.Server.Commands;

/// <summary>
/// One quantization in a child process: the native call has neither progress nor cancel, and its asserts end the process. The file
/// appears under its name when it is whole; nothing half-written stays.
/// </summary>
internal sealed partial class QuantizeChild(string source, string target, string type)
{
    private readonly Queue<string> _lastLines = new();

    public int Threads { get; init; }

    public bool AllowRequantize { get; init; }

    /// <exception cref="QuantizeFailedException">llama.cpp refused or died; the message has the end of its log.</exception>
    public async Task RunAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        var partial = $"{target}.{Environment.ProcessId}.partial";
        try
        {
            await RunProcessAsync(partial, progress, cancellation);
            File.Move(partial, target, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private async Task RunProcessAsync(string partial, IProgress<double> progress, CancellationToken cancellation)
    {
        using var process = Process.Start(StartInfo(partial)) ?? throw new QuantizeFailedException($"{type}: the child process did not start");
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                Read(line, progress);
            }

            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }

        if (process.ExitCode != 0)
        {
            throw new QuantizeFailedException(
                $"{type}: llama.cpp's quantizer ended with {process.ExitCode}; the last of its log:\n{string.Join('\n', _lastLines)}");
        }
    }

    private ProcessStartInfo StartInfo(string partial)
    {
        string[] arguments = ["quantize-one", source, partial, type, "--threads", Threads.ToString(CultureInfo.InvariantCulture)];
        return OwnExecutable.With(AllowRequantize ? arguments.Append("--allow-requantize") : arguments);
    }

    private void Read(string line, IProgress<double> progress)
    {
        _lastLines.Enqueue(line);
        if (_lastLines.Count > 20)
        {
            _lastLines.Dequeue();
        }

        var match = TensorLine().Match(line);
        if (match.Success)
        {
            progress.Report(double.Parse(match.Groups[1].ValueSpan) / double.Parse(match.Groups[2].ValueSpan));
        }
    }

    // "[  12/  56]  blk.0.attn_k.weight - [ 256, 128, 1, 1], type = f16, converting to q4_K .. size = ..."
    [GeneratedRegex(@"^\[\s*(\d+)/\s*(\d+)\]")]
    private static partial Regex TensorLine();
}

/// <summary>The quantizer refused or died.</summary>
internal sealed class QuantizeFailedException(string message) : Exception(message);
