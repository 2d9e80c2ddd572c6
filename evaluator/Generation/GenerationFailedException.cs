namespace QuantGrpc.Evaluator.Generation;

/// <summary>Why a call to an inference server failed.</summary>
internal enum GenerationFault
{
    /// <summary>The request is wrong, or the state forbids it; asking again gives the same.</summary>
    Refused,

    /// <summary>The prompt leaves no room in the variant's context.</summary>
    DoesNotFit,

    /// <summary>The queue stayed full through all tries.</summary>
    Overloaded,

    /// <summary>The server cannot be reached, or goes away.</summary>
    Unavailable,

    /// <summary>The stream broke after its beginning; the whole generation may be asked for again.</summary>
    Cut,

    /// <summary>The server failed inside.</summary>
    ServerFault,
}

/// <summary>A call to an inference server failed.</summary>
internal sealed class GenerationFailedException(GenerationFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public GenerationFault Fault { get; } = fault;
}
