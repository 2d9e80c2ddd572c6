using System.Text;
using LLama.Native;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Llama.Interop;

/// <summary>llama.cpp's log, line by line, into the host's logger. Set once for the process: llama.cpp has one log.</summary>
internal static partial class NativeLogs
{
    // A message without an end of line continues; several native threads may log at once.
    private static readonly ThreadLocal<StringBuilder> Pending = new(() => new StringBuilder());

    internal static void Attach(ILogger logger) => NativeLogConfig.llama_log_set((level, message) => Write(logger, level, message));

    private static void Write(ILogger logger, LLamaLogLevel level, string message)
    {
        var pending = Pending.Value ?? throw new InvalidOperationException("the log buffer of this thread is gone");
        pending.Append(message);
        if (message.EndsWith('\n'))
        {
            var line = pending.ToString().TrimEnd();
            // All sequences share one pool of cells, which llama.cpp takes for the length of one.
            Line(logger, line.EndsWith("possible training context overflow", StringComparison.Ordinal) ? LogLevel.Debug : Level(level), line);
            pending.Clear();
        }
    }

    // llama.cpp's "info" is a developer's detail here: hundreds of lines a model.
    private static LogLevel Level(LLamaLogLevel level) => level switch
    {
        LLamaLogLevel.Error => LogLevel.Error,
        LLamaLogLevel.Warning => LogLevel.Warning,
        LLamaLogLevel.Info or LLamaLogLevel.Continue => LogLevel.Debug,
        _ => LogLevel.Trace,
    };

    [LoggerMessage(EventId = 1, Message = "llama.cpp: {Line}")]
    private static partial void Line(ILogger logger, LogLevel level, string line);
}
