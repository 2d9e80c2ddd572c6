namespace QuantGrpc.Server.Calls;

/// <summary>Bounds on requests, as GetServerInfo states them.</summary>
internal static class RequestLimits
{
    public const int MessageBytes = 4 * 1024 * 1024;
    public const int Alternatives = 64;
    public const int StopStrings = 16;
    public const int StopStringBytes = 256;
    public const int ChatMessages = 256;
    public const float Temperature = 100;
    public const int LogitBiases = 1024;
    public const int LoopPassage = 256;
    public const int ComparedVariants = 16;
    public const int Adapters = 8;
}
