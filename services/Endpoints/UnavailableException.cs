namespace QuantGrpc.Endpoints;

/// <summary>What a call works with is taken away while it runs; the caller is told UNAVAILABLE with the message.</summary>
public sealed class UnavailableException(string message) : Exception(message);
