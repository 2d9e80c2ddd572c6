namespace QuantGrpc.Bench.Soak;

/// <summary>The server did something that it must not do.</summary>
internal sealed class SoakFaultException(string message) : Exception(message);
