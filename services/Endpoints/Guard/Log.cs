using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Endpoints.Guard;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "Internal error {Id} in {Path}.")]
    internal static partial void Fault(ILogger logger, string id, PathString path, Exception fault);
}
