namespace QuantGrpc.Server.Engine;

/// <summary>Holds sequences of several variants together. Asked on the owner thread, which all variants share.</summary>
internal interface IPace
{
    /// <summary>Most tokens of a sequence that may be in the KV cache now.</summary>
    int Ceiling(Sequence sequence);
}
