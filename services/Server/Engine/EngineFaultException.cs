namespace QuantGrpc.Server.Engine;

/// <summary>Native code failed: the variant's context is in an unknown state.</summary>
internal sealed class EngineFaultException(string message) : Exception(message);
