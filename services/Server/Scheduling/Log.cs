using Microsoft.Extensions.Logging;

namespace QuantGrpc.Server.Scheduling;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A variant's decode failed; it takes nothing more")]
    public static partial void VariantFailed(ILogger logger, Exception exception);
}
