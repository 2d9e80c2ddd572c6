namespace QuantGrpc.Evaluator.Judges;

/// <summary>A model's answer to a judge's prompt.</summary>
internal sealed record ModelReply
{
    public required string Text { get; init; }

    /// <summary>Whether the reply came to its end.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>What the model's server would not do as asked; null for nothing.</summary>
    public string? Notice { get; init; }

    public int PromptTokens { get; init; }

    public int GeneratedTokens { get; init; }
}

/// <summary>What a judge's model is asked.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="MaxTokens">Most tokens of the reply.</param>
/// <param name="Schema">The JSON Schema of the reply; null where it is free text.</param>
internal sealed record JudgeQuestion(string Prompt, int MaxTokens, string? Schema)
{
    public JudgeSampling Sampling { get; init; } = JudgeSampling.Greedy;
}

/// <summary>The model of a judge.</summary>
internal interface IJudgeModel
{
    /// <summary>As the user named it.</summary>
    string Name { get; }

    /// <summary>Whether the same question, asked greedily, always gets the same reply.</summary>
    bool IsRepeatable { get; }

    /// <summary>Asks; faults that may pass are tried again first, with back-off.</summary>
    /// <exception cref="DoesNotFitException">The prompt leaves no room for a reply.</exception>
    /// <exception cref="JudgeUnavailableException">No reply after all tries.</exception>
    Task<ModelReply> AskAsync(JudgeQuestion question, CancellationToken cancellation);
}

/// <summary>A prompt that does not fit the judge's context.</summary>
internal sealed class DoesNotFitException(string message) : Exception(message);

/// <summary>A judge that gave no reply.</summary>
internal sealed class JudgeUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
