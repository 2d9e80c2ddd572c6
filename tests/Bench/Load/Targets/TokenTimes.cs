namespace QuantGrpc.Bench.Load.Targets;

/// <summary>Takes a stream's tokens down as they come.</summary>
internal sealed class TokenTimes(StreamRequest request, double arrival)
{
    private readonly List<double> _times = new(request.Tokens);

    /// <summary>So many tokens have come in one message.</summary>
    public void Add(int tokens, double now)
    {
        for (var i = 0; i < tokens; i++)
        {
            _times.Add(now);
        }

        request.OnTokens?.Invoke(_times.Count);
    }

    /// <summary>The stream as a whole.</summary>
    /// <param name="promptTokens">As the server counts them.</param>
    /// <param name="tokens">As the server counts them; null where it does not, and pieces of text are counted.</param>
    /// <exception cref="InvalidOperationException">There are not as many tokens as were asked for.</exception>
    public StreamRecord End(int promptTokens, int? tokens)
    {
        var count = tokens ?? _times.Count;
        return count == request.Tokens && _times.Count > 0
            ? new StreamRecord { Arrival = arrival, Times = _times, Tokens = count, PromptTokens = promptTokens }
            : throw new InvalidOperationException($"a stream ended with {count} tokens in {_times.Count} pieces, not {request.Tokens}");
    }
}
