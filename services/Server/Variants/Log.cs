using Microsoft.Extensions.Logging;

namespace QuantGrpc.Server.Variants;

internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Variant} serves after {Seconds:0.00} s")]
    public static partial void Loaded(ILogger logger, string variant, double seconds);

    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Variant} could not be loaded: {Reason}")]
    public static partial void LoadFailed(ILogger logger, string variant, string reason, Exception? unforeseen);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "{Variant}: its weights could not be hashed: {Reason}")]
    public static partial void HashFailed(ILogger logger, string variant, string reason);
}
