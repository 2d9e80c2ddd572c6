namespace QuantGrpc.Server.Telemetry;

/// <summary>
/// What is known of one request to one variant, told by its call as the events pass. Counts and times alone: never a prompt or an answer.
/// </summary>
internal sealed class RequestRecord(string operation, string variant, TimeProvider time)
{
    private readonly List<SampleRecord> _samples = [];
    private readonly long _begin = time.GetTimestamp();

    /// <summary>As in <c>gen_ai.operation.name</c>.</summary>
    public string Operation => operation;

    /// <summary>The variant's id.</summary>
    public string Variant => variant;

    /// <summary>When the call began.</summary>
    public DateTimeOffset Begin { get; } = time.GetUtcNow();

    /// <summary>The request's id, once it has one.</summary>
    public string? Id { get; private set; }

    /// <summary>From the begin to its place in the queue; null where it never got one.</summary>
    public TimeSpan? Accepted { get; private set; }

    /// <summary>From its place in the queue to the first decode call; null where there was none.</summary>
    public TimeSpan? Queue { get; private set; }

    /// <summary>From the begin to the first token that passed to the caller.</summary>
    public TimeSpan? FirstPassed { get; private set; }

    /// <summary>From the begin to the end.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Tokens of prompt and prefix, or of a scored text.</summary>
    public long InputTokens { get; private set; }

    /// <summary>Generated tokens that passed to the caller.</summary>
    public long OutputTokens { get; private set; }

    /// <summary>Samples, or texts, that came to their end.</summary>
    public IReadOnlyList<SampleRecord> Samples => _samples;

    /// <summary>Name of the status that it ended with; null where it came to its end.</summary>
    public string? Error { get; private set; }

    /// <summary>It has a place in the queue.</summary>
    /// <param name="id">As in messages and logs.</param>
    /// <param name="inputTokens">Tokens of prompt and prefix, or of a scored text.</param>
    /// <param name="arrived">Timestamp that its sequences have as their arrival.</param>
    public void Accept(string id, long inputTokens, long arrived)
    {
        Id = id;
        Accepted = time.GetElapsedTime(_begin, arrived);
        InputTokens = inputTokens;
    }

    /// <summary>It was granted its first decode call.</summary>
    public void Grant(TimeSpan queue) => Queue ??= queue;

    /// <summary>Generated tokens pass to the caller.</summary>
    public void Pass(long tokens = 1)
    {
        FirstPassed ??= time.GetElapsedTime(_begin);
        OutputTokens += tokens;
    }

    /// <summary>A sample has come to its end.</summary>
    public void Finish(SampleRecord sample)
    {
        Grant(sample.Queue);
        _samples.Add(sample);
    }

    /// <summary>The call is over.</summary>
    public void End(string? error)
    {
        Duration = time.GetElapsedTime(_begin);
        Error = error;
    }
}
