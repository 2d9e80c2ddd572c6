namespace QuantGrpc.Evaluator.Generation;

/// <summary>Where solutions come from: an inference server of ours, or an OpenAI-compatible endpoint.</summary>
internal interface IGenerator
{
    /// <summary>As users know it, for messages.</summary>
    string Address { get; }

    /// <summary>Streams a generation: started, tokens or text, ended.</summary>
    /// <exception cref="GenerationFailedException">It was refused, could not begin, or was cut.</exception>
    IAsyncEnumerable<GenerationEvent> GenerateAsync(GenerationRequest request, CancellationToken cancellation);

    /// <summary>The fingerprint that it states of a variant now; null while it cannot be reached or has not come so far.</summary>
    /// <exception cref="GenerationFailedException">It answers, and does not serve the variant.</exception>
    Task<string?> FingerprintAsync(string variant, CancellationToken cancellation);
}
