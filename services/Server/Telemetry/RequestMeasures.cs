using System.Diagnostics;

namespace QuantGrpc.Server.Telemetry;

/// <summary>What a request's end adds to the metrics.</summary>
internal static class RequestMeasures
{
    // The statuses of a full queue and of a caller that has gone.
    private const string Exhausted = "RESOURCE_EXHAUSTED";
    private const string Cancelled = "CANCELLED";

    public static void Record(ServerMetrics metrics, RequestRecord request)
    {
        var tags = TagsOf(request);
        RecordEnd(metrics, request, tags);
        if (request.Queue is not { } queue)
        {
            return;
        }

        metrics.QueueTime.Record(queue.TotalSeconds, tags);
        metrics.TokenUsage.Record(request.InputTokens, [.. tags, new(Attributes.TokenType, "input")]);
        if (request.OutputTokens > 0)
        {
            metrics.TokenUsage.Record(request.OutputTokens, [.. tags, new(Attributes.TokenType, "output")]);
        }

        if (request.Error is null)
        {
            RecordAnswer(metrics, request, tags);
        }
    }

    private static TagList TagsOf(RequestRecord request) => new()
    {
        { Attributes.Operation, request.Operation },
        { Attributes.Provider, Attributes.ProviderName },
        { Attributes.Model, request.Variant },
    };

    private static void RecordEnd(ServerMetrics metrics, RequestRecord request, TagList tags)
    {
        switch (request)
        {
            case { Error: Exhausted, Accepted: null }:
                metrics.Refused.Add(1, tags);
                break;
            case { Error: Cancelled }:
                metrics.Cancelled.Add(1, tags);
                break;
            default:
                break;
        }

        if (request.Error is { } error)
        {
            tags.Add(Attributes.Error, error);
        }

        metrics.RequestDuration.Record(request.Duration.TotalSeconds, tags);
    }

    private static void RecordAnswer(ServerMetrics metrics, RequestRecord request, TagList tags)
    {
        metrics.PromptTokens.Add(request.InputTokens, tags);
        metrics.SharedTokens.Add(request.Samples.Sum(s => s.Shared), tags);
        foreach (var sample in request.Samples)
        {
            if (sample is { Index: 0, Tokens: > 0 })
            {
                metrics.TimeToFirstToken.Record((sample.Queue + sample.Prefill).TotalSeconds, tags);
            }

            if (sample.Tokens > 1)
            {
                metrics.TimePerOutputToken.Record(sample.Decode.TotalSeconds / (sample.Tokens - 1), tags);
            }
        }
    }
}
