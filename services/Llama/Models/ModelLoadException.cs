namespace QuantGrpc.Llama.Models;

/// <summary>Weights or a context could not be made; the message says which file and why.</summary>
public sealed class ModelLoadException(string message, Exception? inner = null) : Exception(message, inner);
