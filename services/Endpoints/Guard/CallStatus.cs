using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace QuantGrpc.Endpoints.Guard;

/// <summary>Statuses written by hand, beside the library, and read back.</summary>
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

    /// <summary>What a call that is over has told its caller, or would have told one that has gone.</summary>
    internal static StatusCode Of(HttpContext context)
    {
        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var sent = context.Response.Headers[StatusHeader].FirstOrDefault() ?? trailers?[StatusHeader].FirstOrDefault();
        return int.TryParse(sent, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? (StatusCode)code
            : context.Features.Get<IServerCallContextFeature>()?.ServerCallContext.Status.StatusCode ?? StatusCode.Unknown;
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
