using Google.Protobuf.WellKnownTypes;
using QuantGrpc.Endpoints;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Inference.V1;
using QuantGrpc.Server.Variants;

namespace QuantGrpc.Server.Calls;

/// <summary>LoadVariant and UnloadVariant. What they begin goes on when the caller has gone.</summary>
internal sealed class VariantAdmin(VariantFinder finder, VariantLifecycle lifecycle, AdminOptions options, DrainState drain)
{
    private const long LongestLimitSeconds = 24 * 60 * 60;

    public async Task<LoadVariantResponse> LoadAsync(LoadVariantRequest request, CancellationToken cancellation)
    {
        CheckAllowed("LoadVariant");
        var variant = finder.Find(request.Variant);
        var result = await WhileServingAsync(lifecycle.LoadAsync(variant), cancellation);
        return result.End switch
        {
            LoadEnd.Serves => new LoadVariantResponse { Variant = VariantMessages.From(variant) },
            LoadEnd.Refused => throw GrpcErrors.FailedPrecondition($"{variant.Id} was not loaded: {result.Reason}"),
            _ => throw GrpcErrors.FailedPrecondition($"{variant.Id} could not be loaded: {result.Reason}"),
        };
    }

    public async Task<UnloadVariantResponse> UnloadAsync(UnloadVariantRequest request, CancellationToken cancellation)
    {
        CheckAllowed("UnloadVariant");
        var variant = finder.Find(request.Variant);
        var limit = LimitOf(request.TimeLimit);
        await WhileServingAsync(UnloadAsync(variant, limit), cancellation);
        return new UnloadVariantResponse { Variant = VariantMessages.From(variant) };
    }

    private async Task<ServedVariant> UnloadAsync(ServedVariant variant, TimeSpan? limit)
    {
        await lifecycle.UnloadAsync(variant, limit);
        return variant;
    }

    private void CheckAllowed(string call)
    {
        if (!options.Allow)
        {
            throw GrpcErrors.PermissionDenied($"{call} is off: start the server with --allow-admin, or set Admin:Allow to true");
        }
    }

    // The last word of a server that drains is UNAVAILABLE, as for streams.
    private async Task<T> WhileServingAsync<T>(Task<T> work, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, drain.EndStreams);
        return await work.WaitAsync(ending.Token);
    }

    private static TimeSpan? LimitOf(Duration? limit) => limit switch
    {
        null => null,
        { Seconds: >= 0 and < LongestLimitSeconds, Nanos: >= 0 and < Duration.NanosecondsPerSecond } => limit.ToTimeSpan(),
        { Seconds: LongestLimitSeconds, Nanos: 0 } => limit.ToTimeSpan(),
        _ => throw GrpcErrors.InvalidArgument("time_limit", $"{limit.Seconds} s and {limit.Nanos} ns", "0 s to 24 h"),
    };
}
