namespace QuantGrpc.Server.Telemetry;

/// <summary>A sample of a request, or a scored text, that came to its end.</summary>
/// <param name="Queue">Arrival to the first decode call.</param>
/// <param name="Prefill">First decode call to first token, or to the last row of a text.</param>
internal sealed record SampleRecord(TimeSpan Queue, TimeSpan Prefill)
{
    /// <summary>Which sample, from 0.</summary>
    public int Index { get; init; }

    /// <summary>First token to last.</summary>
    public TimeSpan Decode { get; init; }

    /// <summary>Generated tokens.</summary>
    public int Tokens { get; init; }

    /// <summary>Tokens whose cells another request had computed.</summary>
    public int Shared { get; init; }

    /// <summary>Why it stopped, for example <c>end_of_text</c>.</summary>
    public string StopReason { get; init; } = "";
}
