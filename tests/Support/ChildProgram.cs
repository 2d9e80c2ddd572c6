using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace QuantGrpc.Tests.Support;

/// <summary>One of our executables as a process of its own, its output kept; killed with everything below it when disposed.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Waiter> _waiters = [];

    private ChildProgram(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Standard output and error so far, in the order of arrival.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static ChildProgram Start(string executable, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var info = new ProcessStartInfo(executable, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }

        var process = Process.Start(info) ?? throw new InvalidOperationException($"{executable} did not start");
        process.StandardInput.Close();
        var program = new ChildProgram(process);
        program.Read();
        return program;
    }

    /// <summary>Waits for a line that matches; fails with the output where the program ends before.</summary>
    public async Task<Match> WaitForLineAsync(string pattern, TimeSpan limit)
    {
        var waiter = new Waiter(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
        lock (_output)
        {
            foreach (var line in _output.ToString().Split('\n'))
            {
                waiter.Offer(line);
            }

            _waiters.Add(waiter);
        }

        var first = await Task.WhenAny(waiter.Found, _outputEnded.Task, Task.Delay(limit));
        return waiter.Found.IsCompleted
            ? await waiter.Found
            : throw new InvalidOperationException(
                $"no line like /{pattern}/ {(first == _outputEnded.Task ? "before the program ended" : $"within {limit}")}; its output:\n{Output}");
    }

    /// <summary>Waits for the end; fails with the output where it takes longer.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit);
            await _outputEnded.Task.WaitAsync(limit);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"the program still runs after {limit}; its output:\n{Output}", e);
        }

        return _process.ExitCode;
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Sends a signal by number, for example 2 or 15.</summary>
    public void Signal(int number)
    {
        using var kill = Process.Start("kill", [$"-{number}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Read()
    {
        var open = 2;
        DataReceivedEventHandler take = (_, received) =>
        {
            if (received.Data is { } line)
            {
                Take(line);
            }
            else if (Interlocked.Decrement(ref open) == 0)
            {
                _outputEnded.TrySetResult();
            }
        };
        _process.OutputDataReceived += take;
        _process.ErrorDataReceived += take;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Take(string line)
    {
        lock (_output)
        {
            _output.Append(line).Append('\n');
            foreach (var waiter in _waiters)
            {
                waiter.Offer(line);
            }
        }
    }

    private sealed class Waiter(Regex pattern)
    {
        private readonly TaskCompletionSource<Match> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Match> Found => _found.Task;

        public void Offer(string line)
        {
            if (pattern.Match(line) is { Success: true } match)
            {
                _found.TrySetResult(match);
            }
        }
    }
}
