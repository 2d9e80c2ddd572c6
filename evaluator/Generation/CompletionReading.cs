namespace QuantGrpc.Evaluator.Generation;

/// <summary>What has been read of one streamed completion; its times are the caller's, an endpoint states none.</summary>
internal sealed class CompletionReading(TimeProvider time)
{
    private readonly long _sent = time.GetTimestamp();
    private long? _first;
    private GenerationStop? _stop;
    private int _promptTokens;
    private int _generatedTokens;

    /// <summary>Takes the next chunk.</summary>
    /// <returns>Whether it is the first.</returns>
    public bool IsFirst(CompletionChunk chunk)
    {
        var isFirst = _first is null;
        _first ??= time.GetTimestamp();
        _stop ??= chunk.Stop;
        _promptTokens = chunk.PromptTokens ?? _promptTokens;
        _generatedTokens = chunk.GeneratedTokens ?? _generatedTokens;
        return isFirst;
    }

    /// <summary>The end; null where none was told.</summary>
    public GenerationEnded? End() => _stop is not { } stop || _first is not { } first ? null : new GenerationEnded
    {
        Stop = stop,
        Text = "",
        PromptTokens = _promptTokens,
        GeneratedTokens = _generatedTokens,
        Queue = TimeSpan.Zero,
        Prefill = time.GetElapsedTime(_sent, first),
        Decode = time.GetElapsedTime(first),
    };
}
