namespace QuantGrpc.Evaluator.Judges;

/// <summary>What a judge is asked, and what its reply must look like.</summary>
internal interface IVerdictForm
{
    /// <summary>Name of the prompt, for judge ids.</summary>
    string Name { get; }

    /// <summary>Most tokens of a reply.</summary>
    int MaxReplyTokens { get; }

    /// <summary>The prompt of a case.</summary>
    /// <exception cref="JudgeException">The form does not suit the case.</exception>
    string PromptOf(JudgeCase judged);

    /// <summary>The JSON Schema of the reply to a case; null for a form that is free text.</summary>
    string? SchemaOf(JudgeCase judged);

    /// <summary>Reads a reply strictly.</summary>
    /// <exception cref="InvalidReplyException">It does not hold the form, or contradicts itself.</exception>
    Located Read(string reply, JudgeCase judged);
}

/// <summary>A reply that does not hold its form.</summary>
internal sealed class InvalidReplyException(string problem) : Exception(problem);
