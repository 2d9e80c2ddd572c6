using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Statuses written by hand, beside the library.</summary>
internal static class CallStatus
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    /// <summary>Ends a call that the library has not seen.</summary>
    internal static Task Refuse(HttpContext context, RpcException error)
    {
        context.Response.ContentType = "application/grpc";
        Write(context.Response.Headers, error);
        return Task.CompletedTask;
    }

    /// <summary>Replaces the status that the library has set, unless headers are sent already.</summary>
    internal static void Correct(HttpResponse response, RpcException error)
    {
        if (!response.HasStarted)
        {
            Write(response.Headers, error);
        }
    }

    private static void Write(IHeaderDictionary destination, RpcException error)
    {
        destination[StatusHeader] = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        destination[MessageHeader] = Uri.EscapeDataString(error.Status.Detail);
        foreach (var trailer in error.Trailers)
        {
            destination[trailer.Key] = trailer.IsBinary ? Convert.ToBase64String(trailer.ValueBytes) : trailer.Value;
        }
    }
}
