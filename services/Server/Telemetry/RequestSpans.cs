using System.Diagnostics;

namespace QuantGrpc.Server.Telemetry;

/// <summary>
/// A request as spans, written when it is over from the times that are known by then: the request under the server's own span of the
/// call, and under it its wait, its prefill, and the decode of each sample.
/// </summary>
internal static class RequestSpans
{
    internal const string SourceName = "QuantGrpc.Server";

    private static readonly ActivitySource Source = new(SourceName);

    public static void Write(RequestRecord request)
    {
        var parent = Activity.Current?.Context ?? default;
        using var span = Source.StartActivity(
            ActivityKind.Internal, parent, TagsOf(request), links: null, request.Begin, $"{request.Operation} {request.Variant}");
        if (span is null)
        {
            return;
        }

        if (request.Accepted is { } accepted)
        {
            WritePhases(request, request.Begin + accepted, span);
        }

        if (request.Error is { } error)
        {
            span.SetTag(Attributes.Error, error);
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime((request.Begin + request.Duration).UtcDateTime);
    }

    private static void WritePhases(RequestRecord request, DateTimeOffset accepted, Activity parent)
    {
        var end = request.Begin + request.Duration;
        var granted = request.Queue is { } queue ? accepted + queue : end;
        Write("queue", accepted, granted, parent, []);
        if (request.Queue is null)
        {
            return;
        }

        // A request that did not come to its end is known as far as its caller has seen it.
        var first = request.Samples.FirstOrDefault(s => s.Index == 0) is { } sample ? granted + sample.Prefill
            : request.FirstPassed is { } passed ? request.Begin + passed
            : end;
        Write("prefill", granted, first, parent, [new(Attributes.InputTokens, request.InputTokens)]);
        foreach (var decoded in request.Samples.Where(s => s.Tokens > 0))
        {
            Write("decode", first, first + decoded.Decode, parent, TagsOf(decoded));
        }

        if (request is { Samples.Count: 0, FirstPassed: not null })
        {
            Write("decode", first, end, parent, [new(Attributes.OutputTokens, request.OutputTokens)]);
        }
    }

    private static void Write(string name, DateTimeOffset start, DateTimeOffset end, Activity parent, List<KeyValuePair<string, object?>> tags)
    {
        tags.Add(new(Attributes.Model, parent.GetTagItem(Attributes.Model)));
        using var span = Source.StartActivity(ActivityKind.Internal, parent.Context, tags, links: null, start, name);
        span?.SetEndTime(end.UtcDateTime);
    }

    private static List<KeyValuePair<string, object?>> TagsOf(RequestRecord request)
    {
        List<KeyValuePair<string, object?>> tags =
        [
            new(Attributes.Operation, request.Operation),
            new(Attributes.Provider, Attributes.ProviderName),
            new(Attributes.Model, request.Variant),
            new(Attributes.ResponseId, request.Id),
            new(Attributes.InputTokens, request.InputTokens),
            new(Attributes.OutputTokens, request.OutputTokens),
            new(Attributes.CachedTokens, request.Samples.Sum(s => (long)s.Shared)),
        ];
        if (request.Samples.Any(s => s.StopReason.Length > 0))
        {
            tags.Add(new(Attributes.FinishReasons, request.Samples.Select(s => s.StopReason).ToArray()));
        }

        return tags;
    }

    private static List<KeyValuePair<string, object?>> TagsOf(SampleRecord sample) =>
    [
        new(Attributes.Sample, sample.Index),
        new(Attributes.OutputTokens, (long)sample.Tokens),
        new(Attributes.FinishReasons, new[] { sample.StopReason }),
    ];
}
