using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace QuantGrpc.Endpoints.Streaming;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "{Path}: the reader took nothing for {ReaderStall} (ReaderStall); the stream is reset.")]
    internal static partial void ReaderStalled(ILogger logger, PathString path, TimeSpan readerStall);
}
