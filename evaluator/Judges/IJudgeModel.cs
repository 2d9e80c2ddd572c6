namespace QuantGrpc.Evaluator.Judges;

/// <summary>A model's answer to a judge's prompt.</summary>
internal sealed record ModelReply
{
    public required string Text { get; init; }

    /// <summary>Whether the reply came to its end.</summary>
    public required bool IsWhole { get; init; }

    public int PromptTokens { get; init; }

    public int GeneratedTokens { get; init; }
}

/// <summary>The model of a judge.</summary>
internal interface IJudgeModel
{
    /// <summary>As the user named it.</summary>
    string Name { get; }

    /// <summary>Asks greedily.</summary>
    /// <exception cref="DoesNotFitException">The prompt leaves no room for a reply.</exception>
    /// <exception cref="JudgeUnavailableException">No reply after all tries.</exception>
    Task<ModelReply> AskAsync(string prompt, int maxTokens, CancellationToken cancellation);
}

/// <summary>A prompt that does not fit the judge's context.</summary>
internal sealed class DoesNotFitException(string message) : Exception(message);

/// <summary>A judge that gave no reply.</summary>
internal sealed class JudgeUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
