using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>A caller that says which weights it expects.</summary>
internal static class WeightsGuard
{
    /// <exception cref="RpcException">FAILED_PRECONDITION with both hashes; INVALID_ARGUMENT for what is no hash.</exception>
    public static async Task CheckAsync(string expected, ServedVariant variant, CancellationToken cancellation)
    {
        if (expected.Length == 0)
        {
            return;
        }

        Require.That(
            expected.Length == 64 && expected.All(char.IsAsciiHexDigit), "expected_weights_sha256", expected, "a SHA-256 in 64 hexadecimal digits");
        var actual = (await variant.Identity.WaitAsync(cancellation)).WeightsSha256;
        if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw GrpcErrors.FailedPrecondition($"{variant.Id}: the weights file has the SHA-256 {actual}; expected was {expected}");
        }
    }
}
