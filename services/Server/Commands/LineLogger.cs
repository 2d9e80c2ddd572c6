using Microsoft.Extensions.Logging;

namespace QuantGrpc.Server.Commands;

/// <summary>llama.cpp's log on standard output, line by line, for the parent to read.</summary>
internal sealed class LineLogger : ILogger
{
    private const string Prefix = "llama.cpp: ";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        Console.Out.WriteLine(line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line);
    }
}
