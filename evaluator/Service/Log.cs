namespace QuantGrpc.Evaluator.Service;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "run {Run} goes on where it was")]
    public static partial void Resumed(ILogger logger, string run);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "run {Run} is complete")]
    public static partial void RunComplete(ILogger logger, string run);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "run {Run} is interrupted; the next start goes on from here")]
    public static partial void RunInterrupted(ILogger logger, string run);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "run {Run} failed: {Reason}")]
    public static partial void RunFailed(ILogger logger, string run, string reason);
}
