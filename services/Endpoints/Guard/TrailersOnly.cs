using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Answers that consist of a status alone.</summary>
internal static class TrailersOnly
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    /// <summary>Ends a call that the library has not seen.</summary>
    internal static Task Refuse(HttpContext context, RpcException error)
    {
        context.Response.ContentType = "application/grpc";
        Write(context.Response, error);
        return Task.CompletedTask;
    }

    /// <summary>Puts a status, or another one, into a response whose headers are not sent yet.</summary>
    internal static void Write(HttpResponse response, RpcException error)
    {
        response.Headers[StatusHeader] = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        response.Headers[MessageHeader] = Uri.EscapeDataString(error.Status.Detail);
        foreach (var trailer in error.Trailers)
        {
            response.Headers[trailer.Key] = trailer.IsBinary ? Convert.ToBase64String(trailer.ValueBytes) : trailer.Value;
        }
    }
}
