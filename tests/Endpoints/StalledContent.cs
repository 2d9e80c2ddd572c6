using System.Net;

namespace QuantGrpc.Tests.Endpoints;

/// <summary>A body that sends a beginning and then nothing, until it is disposed of.</summary>
internal sealed class StalledContent(byte[] beginning) : HttpContent
{
    private readonly TaskCompletionSource _end = new();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(beginning);
        await stream.FlushAsync();
        await _end.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _end.TrySetResult();
        base.Dispose(disposing);
    }
}
