using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Scoring;
using QuantGrpc.Server.Telemetry;

namespace QuantGrpc.Server.Calls;

/// <summary>What a request's record takes from the events that pass to its caller.</summary>
internal static class RequestNotes
{
    public static void Note(this RequestRecord record, GenerationEvent item)
    {
        switch (item)
        {
            case GenerationStarted started:
                record.Grant(started.QueueTime);
                break;
            case TokenGenerated { Origin: TokenOrigin.Generated }:
                record.Pass();
                break;
            case GenerationFinished finished:
                record.Finish(RecordOf(finished));
                break;
            default:
                break; // tokens that were there already
        }
    }

    public static void Note(this RequestRecord record, TextScored ended) =>
        record.Finish(new SampleRecord(ended.Queue, ended.Prefill) { Shared = ended.Shared });

    private static SampleRecord RecordOf(GenerationFinished finished) => new(finished.Queue, finished.Prefill)
    {
        Index = finished.Sample,
        Decode = finished.Decode,
        Tokens = finished.GeneratedTokens,
        Shared = finished.SharedTokens,
        StopReason = finished.End switch
        {
            GenerationEnd.EndOfText => "end_of_text",
            GenerationEnd.StopString => "stop_string",
            GenerationEnd.Length => "length",
            GenerationEnd.Deadline => "deadline",
            GenerationEnd.Loop => "loop",
            GenerationEnd.LowMargin => "low_margin",
            GenerationEnd.GrammarComplete => "grammar_complete",
            _ => throw new InvalidOperationException($"unknown ending {finished.End}"),
        },
    };
}
