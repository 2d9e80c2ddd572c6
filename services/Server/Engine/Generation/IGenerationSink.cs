namespace QuantGrpc.Server.Engine.Generation;

/// <summary>Where a generation's events go: a reader's outbox, or one side of a comparison.</summary>
internal interface IGenerationSink
{
    /// <summary>Whether a decode may be granted.</summary>
    bool HasRoom { get; }

    /// <summary>An event to be filled and written.</summary>
    TokenGenerated TakeToken();

    void Write(GenerationEvent item);

    /// <summary>Nothing more comes; without a fault, the last event was written before.</summary>
    void Complete(Exception? fault);
}
