using System.Globalization;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Service;

/// <summary>Tokens of pages of results: the place of a page's last one.</summary>
internal static class ResultPages
{
    public static string TokenOf(CellPlace place) => string.Create(CultureInfo.InvariantCulture, $"{place.Variant}.{place.Problem}.{place.Sample}");

    /// <exception cref="Grpc.Core.RpcException">It is none.</exception>
    public static CellPlace Parse(string token)
    {
        var numbers = token.Split('.').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null).ToList();
        return numbers is [{ } variant, { } problem, { } sample]
            ? new CellPlace(variant, problem, sample)
            : throw GrpcErrors.InvalidArgument("page_token", token, "the next_page_token of a call before");
    }
}
