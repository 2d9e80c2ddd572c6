using Microsoft.Extensions.Logging;

namespace QuantGrpc.Hosting.Draining;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Draining: not ready from now on, serving for {PreDrain} more, streams may run for {StreamTime}.")]
    internal static partial void Draining(ILogger logger, TimeSpan preDrain, TimeSpan streamTime);

    [LoggerMessage(LogLevel.Warning, "Draining: the time for streams is over; those that still run end with UNAVAILABLE.")]
    internal static partial void EndingStreams(ILogger logger);
}
