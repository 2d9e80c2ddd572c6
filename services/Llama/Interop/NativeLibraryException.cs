namespace QuantGrpc.Llama.Interop;

/// <summary>The native library cannot be used; the message is one line for a person at a terminal.</summary>
public sealed class NativeLibraryException(string message, Exception? inner = null) : Exception(message, inner);
