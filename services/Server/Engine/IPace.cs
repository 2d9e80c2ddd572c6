namespace QuantGrpc.Server.Engine;

/// <summary>Holds sequences of several variants together. Used on the owner thread, which all variants share.</summary>
internal interface IPace
{
    /// <summary>Most tokens of a sequence that may be in the KV cache now.</summary>
    int Ceiling(Sequence sequence);

    /// <summary>A step of one of them was reported: others may go on.</summary>
    void Advance();
}
