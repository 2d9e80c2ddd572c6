using QuantGrpc.Evaluator.Generation;

namespace QuantGrpc.Evaluator.Runs;

/// <summary>Stop reasons as the contract names them.</summary>
internal static class StopNames
{
    public static string Of(GenerationStop stop) => stop switch
    {
        GenerationStop.EndOfText => "end_of_text",
        GenerationStop.StopString => "stop_string",
        GenerationStop.Filtered => "content_filter",
        _ => "length",
    };
}
