using Grpc.Core;
using QuantGrpc.Endpoints;

namespace QuantGrpc.Server.Calls;

/// <summary>A condition on a field.</summary>
internal static class Require
{
    /// <exception cref="RpcException">INVALID_ARGUMENT with the field, its value and what is allowed.</exception>
    public static void That(bool holds, string field, object value, string allowed)
    {
        if (!holds)
        {
            throw GrpcErrors.InvalidArgument(field, value.ToString() ?? "", allowed);
        }
    }
}
