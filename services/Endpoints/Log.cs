using System.Net;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Endpoints;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Listening in clear text on {EndPoint}, beyond loopback: whoever reaches it may call, and read prompts and answers on the way.")]
    internal static partial void InsecureListen(ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(LogLevel.Information, "Metrics on http://{EndPoint}/metrics")]
    internal static partial void MetricsListen(ILogger logger, IPEndPoint endPoint);
}
